import Testing

@testable import OAuth

struct AuthorizationRequestTests {
  @Test func carriesEveryField() throws {
    let request = AuthorizationRequest(
      clientID: "id", redirectURI: "http://localhost:8081/auth/callback/x", state: "s", challenge: "c",
      loginHint: "u+1@example.com")
    let url = request.url(at: "https://accounts.google.com/o/oauth2/v2/auth")
    let parts = try #require(URLParts(url))
    let fields = Dictionary(FormEncoding.decode(parts.query ?? "").map { ($0.name, $0.value) }) { $1 }
    #expect(
      fields == [
        "redirect_uri": "http://localhost:8081/auth/callback/x", "access_type": "offline", "state": "s",
        "scope": AuthorizationRequest.scopes.joined(separator: " "), "response_type": "code", "client_id": "id",
        "code_challenge": "c", "code_challenge_method": "S256", "prompt": "consent", "login_hint": "u+1@example.com",
      ])
    #expect(url.contains("redirect_uri=http%3A%2F%2Flocalhost%3A8081%2Fauth%2Fcallback%2Fx&"))
  }

  @Test(arguments: [
    (nil, "http://localhost:8081", false), ("http://localhost:9", "http://localhost:9", false),
    ("http://127.0.0.1:9", "http://127.0.0.1:9", false), ("https://proxy.example.com", "http://localhost:8081", true),
    ("http://192.168.0.2:8081", "http://localhost:8081", true),
  ])
  func theBuiltInClientRedirectsToLoopbackOnly(configured: String?, base: String, isReplaced: Bool) {
    let plan = RedirectPlan(configured: configured, port: 8081, client: .builtIn)
    #expect(plan.base == base && plan.isLoopbackInstead == isReplaced)
    #expect(plan.publicBase == configured ?? "http://localhost:8081")
    #expect((plan.advice != nil) == isReplaced)
    let own = InstalledAppClient.configured(id: "mine", secret: Secret("s"))
    #expect(RedirectPlan(configured: configured, port: 8081, client: own).base == configured ?? "http://localhost:8081")
  }

  @Test func overridesReplaceBothConstants() {
    let mine = InstalledAppClient.configured(id: "mine", secret: Secret(""))
    #expect(mine.secret.isEmpty && !mine.isBuiltIn && mine.missingSecretAdvice != nil)
    let secret = InstalledAppClient.configured(id: "", secret: Secret("other"))
    #expect(secret.isBuiltIn && secret.secret.exposed == "other")
    #expect(InstalledAppClient.configured(id: "", secret: Secret("")) == .builtIn)
    #expect(!"\(InstalledAppClient.builtIn)".contains(InstalledAppClient.builtIn.secret.exposed))
  }
}
