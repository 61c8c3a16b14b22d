import OAuth
import Simulator
import Testing
import Translation

/// The authorization page and the token endpoint, asked as a client asks Google.
struct SignInTests {
  static let redirect = "http://localhost:43123/auth/callback/0b1c"
  static let verifier = String(repeating: "v", count: 43)

  static func link(_ changes: [String: String?] = [:]) -> String {
    var fields: [String: String?] = [
      "client_id": InstalledAppClient.builtIn.id, "redirect_uri": redirect, "response_type": "code",
      "scope": AuthorizationRequest.scopes.joined(separator: " "), "state": "s 1", "access_type": "offline",
      "prompt": "consent", "code_challenge": Base64.encodeURLSafe(Digest.sha256(verifier.utf8)),
      "code_challenge_method": "S256",
    ]
    fields.merge(changes) { $1 }
    let encoded = FormEncoding.encode(
      fields.compactMap { field in field.value.map { (name: field.key, value: $0) } })
    return "/o/oauth2/v2/auth?" + encoded
  }

  /// What Google sends the browser back with.
  static func answer(_ google: Google, _ changes: [String: String?] = [:]) async throws -> [String: String] {
    let answer = try await google.get(link(changes))
    let location = try #require(answer.header("location"))
    #expect(answer.status == 302)
    let query = try #require(URLParts(location)?.query)
    return Dictionary(FormEncoding.decode(query).map { ($0.name, $0.value) }) { $1 }
  }

  static func exchange(_ code: String, _ changes: [String: String?] = [:]) -> [String: String] {
    var fields: [String: String?] = [
      "client_id": InstalledAppClient.builtIn.id, "client_secret": InstalledAppClient.builtIn.secret.exposed,
      "grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier,
    ]
    fields.merge(changes) { $1 }
    return fields.compactMapValues { $0 }
  }

  static func refresh(_ token: String, _ changes: [String: String?] = [:]) -> [String: String] {
    exchange(
      "",
      [
        "grant_type": "refresh_token", "refresh_token": token, "code": nil, "redirect_uri": nil,
        "code_verifier": nil,
      ].merging(changes) { $1 })
  }

  static func tokens(_ google: Google, account: String) async throws -> (access: String, refresh: String?) {
    let code = try #require(try await answer(google, ["login_hint": account])["code"])
    let answer = try await google.post(form: exchange(code))
    return (try #require(answer.json?["access_token"]?.string), answer.json?["refresh_token"]?.string)
  }

  @Test func aSignInBringsTokensOnce() async throws {
    try await Google.run { google in
      let back = try await Self.answer(google, ["login_hint": "free@example.com"])
      #expect(back["state"] == "s 1")
      let code = try #require(back["code"])
      let tokens = try await google.post(form: Self.exchange(code))
      #expect(tokens.status == 200)
      #expect(tokens.text.hasPrefix("{\n  \"access_token\": \"ya29."))
      #expect(tokens.json?["expires_in"]?.int == 3599)
      #expect(tokens.json?["token_type"]?.string == "Bearer")
      let access = try #require(tokens.json?["access_token"]?.string)
      let user = try await google.get("/oauth2/v2/userinfo", token: access)
      #expect(user.json?["email"]?.string == "free@example.com")

      let again = try await google.post(form: Self.exchange(code))
      #expect(again.status == 400)
      #expect(again.json?["error"]?.string == "invalid_grant")

      let refresh = try #require(tokens.json?["refresh_token"]?.string)
      let refreshed = try await google.post(form: Self.refresh(refresh))
      #expect(refreshed.status == 200)
      #expect(refreshed.json?["refresh_token"] == nil)
      #expect(
        google.simulator.tokenRequests.map(\.grantType) == [
          "authorization_code", "authorization_code", "refresh_token",
        ])
      #expect(google.simulator.tokenRequests.first?.clientSecret == InstalledAppClient.builtIn.secret)
      #expect(google.simulator.tokenRequests.map(\.error) == [nil, "invalid_grant", nil])
      #expect(google.simulator.calls(to: .token) == 3)
    }
  }

  @Test(
    arguments: [
      (["client_id": "nobody"], 401, "invalid_client"),
      (["redirect_uri": "https://proxy.example.com/auth/callback"], 400, "redirect_uri_mismatch"),
      (["redirect_uri": "http://192.168.1.10:8081/auth/callback"], 400, "redirect_uri_mismatch"),
      (["redirect_uri": "https://localhost:8081/auth/callback"], 400, "redirect_uri_mismatch"),
      (["redirect_uri": "http://localhost.example.com/"], 400, "redirect_uri_mismatch"),
      (["redirect_uri": nil], 400, "redirect_uri"),
      (["response_type": "token"], 400, "unsupported_response_type"),
      (["scope": nil], 400, "scope"),
      (["scope": "everything"], 400, "invalid_scope"),
      (["access_type": "forever"], 400, "access_type"),
      (["code_challenge": "short"], 400, "code_challenge"),
      (["code_challenge_method": "plain"], 400, "code_challenge"),
    ] as [([String: String?], Int, String)])
  func aBadLinkIsNeverRedirected(change: [String: String?], status: Int, words: String) async throws {
    try await Google.run { google in
      let answer = try await google.get(Self.link(change))
      #expect(answer.status == status)
      #expect(answer.header("location") == nil)
      #expect(answer.text.contains(words))
    }
  }

  @Test(arguments: [
    "http://localhost:1/auth/callback/x", "http://127.0.0.1:43123/oauth2callback", "http://[::1]:9/",
    "https://codeassist.google.com/authcode",
  ])
  func theBuiltInClientMayRedirectToLoopback(address: String) async throws {
    try await Google.run { google in
      let answer = try await Self.answer(google, ["redirect_uri": address])
      #expect(answer["code"] != nil)
    }
  }

  @Test func anOwnClientMayRedirectAnywhere() async throws {
    try await Google.run { google in
      let answer = try await Self.answer(
        google,
        ["client_id": SimulatedClient.web.id, "redirect_uri": "https://proxy.example.com/auth/callback?a=b"])
      #expect(answer["code"] != nil)
      #expect(answer["a"] == "b")
    }
  }

  @Test(
    arguments: [
      (["client_secret": "wrong"], 401, "invalid_client"), (["client_secret": nil], 400, "invalid_request"),
      (["client_id": "nobody"], 401, "invalid_client"), (["code_verifier": nil], 400, "invalid_grant"),
      (["code_verifier": String(repeating: "w", count: 43)], 400, "invalid_grant"),
      (["redirect_uri": "http://localhost:43123/other"], 400, "redirect_uri_mismatch"),
      (["code": "4/0Anonsense"], 400, "invalid_grant"), (["grant_type": "password"], 400, "unsupported_grant_type"),
      (
        ["client_id": SimulatedClient.web.id, "client_secret": SimulatedClient.web.secret.exposed], 400,
        "invalid_grant"
      ),
    ] as [([String: String?], Int, String)])
  func aBadExchangeIsRefused(change: [String: String?], status: Int, error: String) async throws {
    try await Google.run { google in
      let code = try #require(try await Self.answer(google)["code"])
      let answer = try await google.post(form: Self.exchange(code, change))
      #expect(answer.status == status)
      #expect(answer.json?["error"]?.string == error)
    }
  }

  @Test func aSecondSignInNeedsConsentForARefreshToken() async throws {
    try await Google.run { google in
      for expected in [true, false] {
        let code = try #require(try await Self.answer(google, ["prompt": nil])["code"])
        let tokens = try await google.post(form: Self.exchange(code))
        #expect((tokens.json?["refresh_token"] != nil) == expected)
      }
    }
  }

  @Test func deniedComesBackAsAnError() async throws {
    try await Google.run { google in
      let answer = try await Self.answer(google, ["account": "denied@example.com"])
      #expect(answer["error"] == "access_denied")
      #expect(answer["state"] == "s 1")
      #expect(answer["code"] == nil)
    }
  }

  @Test(arguments: ["revoked", "reauthentication"])
  func aDeadRefreshTokenIsAnInvalidGrant(scenario: String) async throws {
    try await Google.run { google in
      let refresh = try #require(try await Self.tokens(google, account: "\(scenario)@example.com").refresh)
      let answer = try await google.post(form: Self.refresh(refresh))
      #expect(answer.status == 400)
      #expect(answer.json?["error"]?.string == "invalid_grant")
      #expect((answer.json?["error_subtype"]?.string == "invalid_rapt") == (scenario == "reauthentication"))
    }
  }

  @Test func anAccessTokenLapsesAndIsRevoked() async throws {
    try await Google.run { google in
      let (access, refresh) = try await Self.tokens(google, account: "free@example.com")
      #expect(try await google.get("/oauth2/v2/userinfo", token: access).status == 200)
      google.simulator.expireAccessTokens()
      let lapsed = try await google.get("/oauth2/v2/userinfo", token: access)
      #expect(lapsed.status == 401)
      #expect(lapsed.text.contains("ACCESS_TOKEN_EXPIRED"))
      #expect(lapsed.header("www-authenticate")?.contains("invalid_token") == true)

      let fresh = try await google.post(form: Self.refresh(try #require(refresh)))
      let token = try #require(fresh.json?["access_token"]?.string)
      #expect(try await google.get("/oauth2/v2/userinfo", token: token).status == 200)
      #expect(try await google.post(form: ["token": try #require(refresh)], "/revoke").status == 200)
      #expect(try await google.post(form: ["token": try #require(refresh)], "/revoke").status == 400)
      #expect(try await google.get("/oauth2/v2/userinfo", token: token).status == 401)
      #expect(
        try await google.post(form: Self.refresh(try #require(refresh))).json?["error"]?.string == "invalid_grant")
    }
  }

  @Test func aCodesFirstAccessTokenIsRefusedForExpired() async throws {
    try await Google.run { google in
      let (access, refresh) = try await Self.tokens(google, account: "expired@example.com")
      #expect(try await google.post("/v1internal:loadCodeAssist", "{}", token: access).status == 401)
      let fresh = try await google.post(form: Self.refresh(try #require(refresh)))
      let token = try #require(fresh.json?["access_token"]?.string)
      #expect(try await google.post("/v1internal:loadCodeAssist", "{}", token: token).status == 200)
    }
  }

  @Test func tokenInfoTellsWhoseTokenItIs() async throws {
    try await Google.run { google in
      let answer = try await google.post("/tokeninfo", "", token: "sim-free")
      #expect(answer.json?["email"]?.string == "free@example.com")
      #expect(answer.json?["expires_in"]?.string != nil)
      let unknown = try await google.post("/tokeninfo", "", token: "nonsense")
      #expect(unknown.status == 400)
      #expect(unknown.text == "{\n  \"error\": \"invalid_token\",\n  \"error_description\": \"Invalid Value\"\n}\n")
    }
  }
}
