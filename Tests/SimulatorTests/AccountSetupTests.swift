import OAuth
import Simulator
import Testing
import Translation

/// `loadCodeAssist` and its neighbours for each kind of account.
struct AccountSetupTests {
  static let metadata = #""metadata":{"ideType":"IDE_UNSPECIFIED","pluginType":"GEMINI"}"#

  private func load(_ google: Google, _ scenario: String, project: String? = nil) async throws -> Google.Answer {
    let member = project.map { "\"cloudaicompanionProject\":\"\($0)\"," } ?? ""
    return try await google.post("/v1internal:loadCodeAssist", "{\(member)\(Self.metadata)}", token: "sim-\(scenario)")
  }

  @Test(
    arguments: [
      ("free", "free-tier", "robotic-victory-x1y2z3"), ("licensed", "standard-tier", "licensed-project"),
      ("own-project", "standard-tier", nil), ("new", nil, nil), ("unsupported-client", nil, nil), ("empty", nil, nil),
      ("validation", nil, nil), ("unlicensed", "standard-tier", "licensed-project"),
    ] as [(String, String?, String?)])
  func loadTellsTierAndProject(scenario: String, tier: String?, project: String?) async throws {
    try await Google.run { google in
      let answer = try await load(google, scenario)
      #expect(answer.status == 200)
      #expect(answer.json?["currentTier"]?["id"]?.string == tier)
      #expect(answer.json?["cloudaicompanionProject"]?.string == project)
    }
  }

  @Test func anOwnProjectComesBack() async throws {
    try await Google.run { google in
      let answer = try await load(google, "own-project", project: "my-project-123")
      #expect(answer.json?["cloudaicompanionProject"]?.string == "my-project-123")
    }
  }

  @Test func validationPassesTheSecondTime() async throws {
    try await Google.run { google in
      let first = try await load(google, "validation")
      #expect(first.json?["ineligibleTiers"]?[0]?["reasonCode"]?.string == "VALIDATION_REQUIRED")
      #expect(try await load(google, "validation").json?["currentTier"]?["id"]?.string == "free-tier")
    }
  }

  @Test func thePerimeterRefuses() async throws {
    try await Google.run { google in
      let answer = try await load(google, "perimeter")
      #expect(answer.status == 403)
      #expect(answer.json?["error"]?["details"]?[0]?["reason"]?.string == "SECURITY_POLICY_VIOLATED")
    }
  }

  @Test(arguments: [("new", true), ("new-without-project", false)], [false, true])
  func onboardingIsDoneAfterTwoPolls(account: (name: String, hasProject: Bool), asksAgain: Bool) async throws {
    try await Google.run { google in
      let body = "{\"tierId\":\"free-tier\",\(Self.metadata)}"
      let token = "sim-\(account.name)"
      let first = try await google.post("/v1internal:onboardUser", body, token: token)
      let name = try #require(first.json?["name"]?.string)
      #expect(name.hasPrefix("operations/cmpf."))
      #expect(first.json?["done"] == nil)
      func poll() async throws -> Google.Answer {
        asksAgain
          ? try await google.post("/v1internal:onboardUser", body, token: token)
          : try await google.get("/v1internal/\(name)", token: token)
      }
      for _ in 0..<2 { #expect(try await poll().json?["done"] == nil) }
      let done = try await poll()
      #expect(done.json?["done"]?.bool == true)
      let project = done.json?["response"]?["cloudaicompanionProject"]?["id"]?.string
      #expect(project == (account.hasProject ? "robotic-victory-x1y2z3" : nil))
      #expect(try await google.get("/v1internal/operations/cmpf.other", token: token).status == 404)
    }
  }

  @Test func theFreeTierTakesNoProject() async throws {
    try await Google.run { google in
      let body = #"{"tierId":"free-tier","cloudaicompanionProject":"p","metadata":{}}"#
      let answer = try await google.post("/v1internal:onboardUser", body, token: "sim-new")
      #expect(answer.status == 400)
      #expect(answer.json?["error"]?["status"]?.string == "FAILED_PRECONDITION")
    }
  }

  @Test func quotaAndSettingsAndProjects() async throws {
    try await Google.run { google in
      let quota = try await google.post("/v1internal:retrieveUserQuota", "{\"project\":\"p\"}")
      #expect(quota.json?["buckets"]?[0]?["remainingFraction"]?.double == 0.75)
      let used = try await google.post("/v1internal:retrieveUserQuota", "{\"project\":\"p\"}", token: "sim-exhausted")
      #expect(used.json?["buckets"]?[0]?["modelId"] != nil && used.json?["buckets"]?[0]?["remainingFraction"] == nil)
      let refused = try await google.post("/v1internal:retrieveUserQuota", "{}", token: "sim-unlicensed")
      #expect(refused.json?["error"]?["details"]?[0]?["reason"]?.string == "SUBSCRIPTION_REQUIRED")
      let setting = try await google.get("/v1internal:getCodeAssistGlobalUserSetting", token: "sim-free")
      #expect(setting.json?["freeTierDataCollectionOptin"]?.bool == true)
      let noTier = try await google.get("/v1internal:getCodeAssistGlobalUserSetting", token: "sim-licensed")
      #expect(noTier.text.contains("User does not have a current tier"))
      let project = try await google.get("/v1/projects/314159265358", token: "simulated")
      #expect(project.json?["projectId"]?.string == "my-project-123")
      #expect(try await google.get("/v1/projects/1", token: "simulated").status == 403)
    }
  }

  @Test func whatGeminiCLIAsksAtItsStartIsAnswered() async throws {
    try await Google.run { google in
      let set = #"{"cloudaicompanionProject":"p","freeTierDataCollectionOptin":false}"#
      let answer = try await google.post("/v1internal:setCodeAssistGlobalUserSetting", set, token: "sim-free")
      #expect(answer.json?["freeTierDataCollectionOptin"]?.bool == false)
      let setting = try await google.get("/v1internal:getCodeAssistGlobalUserSetting", token: "sim-free")
      #expect(setting.json?["freeTierDataCollectionOptin"]?.bool == false)
      for method in ["listExperiments", "fetchAdminControls", "recordCodeAssistMetrics"] {
        #expect(try await google.post("/v1internal:\(method)", #"{"project":"p"}"#).status == 200)
      }
      #expect(try await google.post("/v1internal:listExperiments", #"{"projects":"p"}"#).status == 400)
    }
  }

  @Test(arguments: [nil, "nonsense", "sim-expired"] as [String?])
  func noTokenNoAnswer(token: String?) async throws {
    try await Google.run { google in
      let answer = try await google.post("/v1internal:loadCodeAssist", "{}", token: token)
      #expect(answer.status == 401)
      #expect(answer.json?["error"]?["status"]?.string == "UNAUTHENTICATED")
    }
  }
}
