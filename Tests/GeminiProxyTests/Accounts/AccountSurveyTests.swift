import OAuth
import Testing
import Translation
import Transport

@testable import GeminiProxy

@Suite(.timeLimit(.minutes(1))) struct AccountSurveyTests {
  private static let expiry = UnixTime.now().adding(seconds: 3600)
  private static let reset = UnixTime(seconds: UnixTime.now().milliseconds / 1000 + 7200)

  /// Two people, a key, and an account that nobody has signed in to.
  private var configuration: ProxyConfiguration {
    var configuration = ProxyConfiguration(limits: ConfigurationLoaderTests.limits)
    configuration.accounts = ["ann", "bob", "nobody"].map { name in
      var account = AccountConfiguration(name: name, apiMode: .codeAssist, location: "us-central1")
      let token = OAuthToken(
        accessToken: Secret("planted-\(name)"), refreshToken: Secret("planted-refresh"), expiry: Self.expiry)
      if name != "nobody" { account.tokenFile = Secret(token.tokenFile) }
      return account
    }
    var key = AccountConfiguration(name: "key", apiMode: .aiStudio, location: "us-central1")
    key.upstreamAPIKey = Secret("planted-key")
    configuration.accounts.append(key)
    return configuration
  }

  private func transport(quota: (status: Int, body: String)) -> InMemoryTransport {
    InMemoryTransport { request throws(TransportError) in
      let isBob = request.headers.contains { $0.value == "Bearer planted-bob" }
      let (status, body): (Int, String) =
        switch URLParts(request.url)?.path {
        case "/v1internal:loadCodeAssist" where isBob:
          (403, #"{"error":{"code":403,"message":"No seat.","status":"PERMISSION_DENIED"}}"#)
        case "/v1internal:loadCodeAssist":
          (200, #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"p"}"#)
        case "/oauth2/v2/userinfo": (200, #"{"email":"ann@example.com"}"#)
        case "/v1internal:retrieveUserQuota": quota
        default: (404, "{}")
        }
      return TransportResponse(status: status, body: .of([Array(body.utf8)]))
    }
  }

  @Test func `What is known of each account is told, without secrets`() async throws {
    let buckets = """
      {"buckets":[{"modelId":"gemini-2.5-pro","resetTime":"\(Self.reset.rfc3339)"},
       {"modelId":"gemini-2.5-flash","remainingAmount":"500","remainingFraction":0.5},
       {"modelId":"chat_1","tokenType":"WTUS","remainingFraction":1}]}
      """
    let survey = AccountSurvey(configuration, transport: transport(quota: (200, buckets)))
    #expect(survey.count == 4)
    var progress: [Int] = []
    let reports = await survey.run { progress.append($0) }
    #expect(progress == [1, 2, 3, 4])
    #expect(reports.map(\.name) == ["ann", "bob", "nobody", "key"])
    #expect(reports.map(\.state) == ["ready", "no_license", "sign_in_required", "ready"])
    let ann = reports[0]
    #expect(ann.email == "ann@example.com" && ann.project == "p" && ann.tier == "standard-tier")
    #expect(ann.tokenExpiry == Self.expiry)
    #expect(ann.cooldowns(at: .now()).map(\.model) == ["gemini-2.5-pro"])
    #expect(ann.remaining.map(\.model) == ["gemini-2.5-pro", "gemini-2.5-flash"])
    #expect(reports[1].problem?.contains("No seat.") == true && reports[1].quota == nil)
    let json = try reports.map { try JSONDocument.parse($0.json(at: .now())) }
    #expect(json[0]["cooldowns"]?[0]?["until"]?.string == Self.reset.rfc3339)
    #expect(json[0]["quota"]?[1]?["remaining"]?.double == 0.5 && json[0]["quota"]?[1]?["amount"]?.int == 500)
    #expect(json[3]["kind"]?.string == "ai_studio" && json[3]["problem"] == nil && json[3]["quota"] == nil)
    #expect(!reports.contains { "\($0)".contains("planted-") })
  }

  @Test func `A quota that Google does not tell is a problem of its own`() async throws {
    let refusal = (403, #"{"error":{"code":403,"message":"Not now.","status":"PERMISSION_DENIED"}}"#)
    let reports = await AccountSurvey(configuration, transport: transport(quota: refusal)).run { _ in }
    #expect(reports[0].state == "ready" && reports[0].problem == nil && reports[0].quotaProblem == "Not now.")
  }

  @Test func `Google has a time in which to answer`() async throws {
    let silent = InMemoryTransport { _ throws(TransportError) in
      let slot = WaitSlot()
      await slot.wait(cancelling: { slot.signal() })
      throw .cancelled
    }
    let reports = await AccountSurvey(configuration, transport: silent, deadline: .milliseconds(50)).run { _ in }
    #expect(reports.count == 4 && reports[0].problem?.contains("too long") == true)
    #expect(reports[3].state == "ready")
  }
}
