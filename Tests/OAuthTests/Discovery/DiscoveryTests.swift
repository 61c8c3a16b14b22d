import Testing

@testable import OAuth

struct DiscoveryTests {
  /// A conversation: what is asked, and what Google answers.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var project = ""
    var steps: [(request: DiscoveryRequest, status: Int, body: String)]
    var outcome: DiscoveryOutcome
  }

  static let standard =
    #"{"id":"standard-tier","name":"Gemini Code Assist","userDefinedCloudaicompanionProject":true,"isDefault":true}"#
  static let unsupported = "This client is no longer supported for Gemini Code Assist for individuals."
  static let consumer = """
    {"allowedTiers":[\(standard)],"ineligibleTiers":[{"reasonCode":"UNSUPPORTED_CLIENT",\
    "reasonMessage":"\(unsupported)","tierId":"free-tier","tierName":"Gemini Code Assist for individuals"}]}
    """
  static let freeDefault = #"{"allowedTiers":[{"id":"free-tier","isDefault":true}]}"#
  static let done = #"{"done":true,"response":{"cloudaicompanionProject":{"id":"made","projectNumber":"1"}}}"#
  static let disabled = """
    [{"error":{"code":403,"message":"API disabled","status":"PERMISSION_DENIED","details":[{"@type":\
    "type.googleapis.com/google.rpc.ErrorInfo","reason":"SERVICE_DISABLED","metadata":{"activationUrl":\
    "https://console.developers.google.com/apis"}}]}}]
    """
  static let perimeter = """
    {"error":{"code":403,"message":"policy","status":"PERMISSION_DENIED","details":[{"@type":\
    "type.googleapis.com/google.rpc.ErrorInfo","reason":"SECURITY_POLICY_VIOLATED"}]}}
    """
  static let ineligible = IneligibleTier(
    reasonCode: "UNSUPPORTED_CLIENT", reasonMessage: unsupported, tierID: "free-tier")

  static let cases: [Case] = [
    Case(
      testDescription: "onboarded, the server's project wins and the paid tier counts", project: "mine",
      steps: [
        (
          .load(project: "mine"), 200,
          #"{"currentTier":{"id":"free-tier"},"cloudaicompanionProject":"theirs","paidTier":{"id":"g1-pro-tier"}}"#
        )
      ],
      outcome: .ready(project: "theirs", tier: Tier(id: "g1-pro-tier"))),
    Case(
      testDescription: "licensed, with the owner's project", project: "mine",
      steps: [(.load(project: "mine"), 200, #"{"currentTier":{"id":"standard-tier"}}"#)],
      outcome: .ready(project: "mine", tier: Tier(id: "standard-tier"))),
    Case(
      testDescription: "licensed, without a project: never a default one",
      steps: [(.load(project: ""), 200, #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":null}"#)],
      outcome: .projectRequired(Discovery.projectAdvice)),
    Case(
      testDescription: "a consumer account since the cut-off",
      steps: [(.load(project: ""), 200, consumer)], outcome: .ineligible([ineligible])),
    Case(
      testDescription: "the same with a project: signing up is tried, and the reasons stay", project: "mine",
      steps: [
        (.load(project: "mine"), 200, consumer),
        (.onboard(tier: "standard-tier", project: "mine"), 403, #"{"error":{"code":403,"message":"no licence"}}"#),
      ],
      outcome: .ineligible([ineligible])),
    Case(
      testDescription: "a new licensed account signs up with its project", project: "mine",
      steps: [
        (.load(project: "mine"), 200, #"{"allowedTiers":[\#(standard)]}"#),
        (.onboard(tier: "standard-tier", project: "mine"), 200, #"{"name":"operations/cmpf.5f2c"}"#),
        (.poll(operation: "operations/cmpf.5f2c"), 200, #"{"name":"operations/cmpf.5f2c"}"#),
        (.poll(operation: "operations/cmpf.5f2c"), 200, #"{"done":true,"response":{}}"#),
      ],
      outcome: .ready(
        project: "mine", tier: Tier(id: "standard-tier", name: "Gemini Code Assist", needsOwnProject: true))),
    Case(
      testDescription: "the free tier is signed up for without the owner's project", project: "mine",
      steps: [
        (.load(project: "mine"), 200, freeDefault), (.onboard(tier: "free-tier", project: ""), 200, done),
      ],
      outcome: .ready(project: "made", tier: Tier(id: "free-tier"))),
    Case(
      testDescription: "an operation without a name is asked for again, one with a strange name too",
      steps: [
        (.load(project: ""), 200, freeDefault), (.onboard(tier: "free-tier", project: ""), 200, "{}"),
        (.onboard(tier: "free-tier", project: ""), 200, #"{"name":"operations/../../token"}"#),
        (.onboard(tier: "free-tier", project: ""), 200, done),
      ],
      outcome: .ready(project: "made", tier: Tier(id: "free-tier"))),
    Case(
      testDescription: "done without a project",
      steps: [
        (.load(project: ""), 200, freeDefault),
        (.onboard(tier: "free-tier", project: ""), 200, #"{"done":true,"response":{"cloudaicompanionProject":{}}}"#),
      ],
      outcome: .projectRequired(Discovery.projectAdvice)),
    Case(
      testDescription: "a failed operation",
      steps: [
        (.load(project: ""), 200, freeDefault),
        (.onboard(tier: "free-tier", project: ""), 200, #"{"done":true,"error":{"code":9,"message":"why"}}"#),
      ],
      outcome: .refused("why", link: nil)),
    Case(
      testDescription: "an empty answer means the legacy tier",
      steps: [(.load(project: ""), 200, "{}"), (.onboard(tier: "legacy-tier", project: ""), 200, done)],
      outcome: .ready(project: "made", tier: Tier(id: "legacy-tier"))),
    Case(
      testDescription: "validation required",
      steps: [
        (
          .load(project: ""), 200,
          #"{"ineligibleTiers":[{"reasonCode":"VALIDATION_REQUIRED","reasonMessage":"Verify your account to continue.","validationUrl":"https://accounts.google.com/signin/continue?x"}]}"#
        )
      ],
      outcome: .validationRequired(
        "Verify your account to continue.", link: "https://accounts.google.com/signin/continue?x")),
    Case(
      testDescription: "a link elsewhere is not shown, and the sign-up is what is left",
      steps: [
        (
          .load(project: ""), 200,
          #"{"ineligibleTiers":[{"reasonCode":"VALIDATION_REQUIRED","reasonMessage":"m","validationUrl":"https://google.com.evil.example/"}]}"#
        ), (.onboard(tier: "legacy-tier", project: ""), 400, #"{"error":{"code":400,"message":"no"}}"#),
      ],
      outcome: .ineligible([IneligibleTier(reasonCode: "VALIDATION_REQUIRED", reasonMessage: "m")])),
    Case(
      testDescription: "a project number is looked up", project: "123456789012",
      steps: [
        (.lookUpProject(number: "123456789012"), 200, #"{"projectId":"mine","projectNumber":"123456789012"}"#),
        (.load(project: "mine"), 200, #"{"currentTier":{"id":"standard-tier"}}"#),
      ],
      outcome: .ready(project: "mine", tier: Tier(id: "standard-tier"))),
    Case(
      testDescription: "inside a perimeter, with a project", project: "mine",
      steps: [(.load(project: "mine"), 403, perimeter)],
      outcome: .ready(project: "mine", tier: Tier(id: "standard-tier"))),
    Case(
      testDescription: "the API is not enabled, told in the array form", project: "mine",
      steps: [(.load(project: "mine"), 403, disabled)],
      outcome: .refused("API disabled", link: "https://console.developers.google.com/apis")),
    Case(testDescription: "401", steps: [(.load(project: ""), 401, "{}")], outcome: .unauthorized),
    Case(
      testDescription: "503", steps: [(.load(project: ""), 503, #"{"error":{"code":503,"message":"later"}}"#)],
      outcome: .unavailable("later")),
    Case(
      testDescription: "no JSON", steps: [(.load(project: ""), 200, "<html>")],
      outcome: .unavailable("Google's answer cannot be read.")),
  ]

  @Test(arguments: cases) func talks(conversation: Case) {
    var discovery = Discovery(project: conversation.project)
    var action = discovery.start()
    for step in conversation.steps {
      if case .wait(let duration) = action {
        #expect(duration == .seconds(5))
        action = discovery.waited()
      }
      #expect(action == .send(step.request))
      action = discovery.received(GoogleAnswer(status: step.status, body: Array(step.body.utf8)))
    }
    #expect(action == .finish(conversation.outcome))
  }

  @Test func aNumberThatCannotBeLookedUpIsExplained() {
    var discovery = Discovery(project: "123")
    _ = discovery.start()
    let action = discovery.received(GoogleAnswer(status: 403, body: Array(#"{"error":{"message":"denied"}}"#.utf8)))
    guard case .finish(.projectRequired(let advice)) = action else {
      Issue.record("\(action)")
      return
    }
    #expect(advice.contains("123") && advice.contains("denied") && advice.contains(Discovery.consoleLink))
  }

  @Test func givesUpPollingAfterFiveMinutes() {
    var discovery = Discovery(project: "")
    _ = discovery.start()
    var action = discovery.received(GoogleAnswer(status: 200, body: Array(Self.freeDefault.utf8)))
    var waits = 0
    while true {
      switch action {
      case .send: action = discovery.received(GoogleAnswer(status: 200, body: Array(#"{"name":"operations/a"}"#.utf8)))
      case .wait:
        waits += 1
        action = discovery.waited()
      case .finish(let outcome):
        #expect(waits == 60)
        guard case .unavailable = outcome else {
          Issue.record("\(outcome)")
          return
        }
        return
      }
    }
  }

  @Test(arguments: [
    ("operations/cmpf.DONE_OPERATION", true), ("operations/a-b", true), ("operations/", false),
    ("operations/..", false),
    ("operations/a/b", false), ("x/a", false), ("operations/a?b", false),
    ("operations/" + String(repeating: "a", count: 129), false),
  ])
  func checksOperationNames(name: String, isValid: Bool) {
    #expect(Discovery.isOperation(name) == isValid)
  }

  @Test func sendsTheDocumentedBodies() {
    func text(_ request: DiscoveryRequest) -> String { String(decoding: request.body ?? [], as: UTF8.self) }
    let metadata = #""ideType":"IDE_UNSPECIFIED","platform":"PLATFORM_UNSPECIFIED","pluginType":"GEMINI""#
    #expect(text(.load(project: "")) == #"{"metadata":{\#(metadata)}}"#)
    #expect(
      text(.load(project: "p")) == #"{"cloudaicompanionProject":"p","metadata":{\#(metadata),"duetProject":"p"}}"#)
    #expect(text(.onboard(tier: "free-tier", project: "")) == #"{"tierId":"free-tier","metadata":{\#(metadata)}}"#)
    let endpoints = GoogleEndpoints()
    #expect(
      DiscoveryRequest.poll(operation: "operations/a").url(endpoints)
        == "https://cloudcode-pa.googleapis.com/v1internal/operations/a")
  }
}
