import OAuth
import Testing
import Translation
import Transport

@testable import GeminiProxy

/// What an embedder gets from `GeminiProxy(configuration:transport:)`, sign-in and tokens included.
@Suite(.timeLimit(.minutes(2))) struct EmbeddedProxyTests {
  let google = GoogleInMemory()

  static func token(_ access: String = "stored", lifetime: Int64 = 3600) -> Secret {
    Secret(
      OAuthToken(
        accessToken: Secret(access), refreshToken: Secret("1//refresh"),
        expiry: UnixTime.now().adding(seconds: lifetime)
      ).tokenFile)
  }

  @Test func `A chat goes through the given transport, project and token included`() async throws {
    try await RunningProxy.run(google, configure: { $0.tokenFile = Self.token() }) { proxy async throws in
      let answer = try await proxy.chat()
      #expect(answer.status == 200 && answer.text.contains("hello"))
      let call = try #require(google.calls(to: "/v1internal:generateContent").first)
      #expect(call.authorization == "Bearer stored")
      #expect(call.body.contains(#""project":"their-project""#))
      #expect(google.calls(to: "/token").isEmpty)
    }
  }

  @Test(arguments: [-10, 299]) func `A token is refreshed five minutes early, by the same transport`(
    _ lifetime: Int64
  ) async throws {
    try await RunningProxy.run(google, configure: { $0.tokenFile = Self.token(lifetime: lifetime) }) {
      proxy async throws in
      #expect(try await proxy.chatStatus() == 200)
      #expect(google.calls(to: "/v1internal:generateContent").map(\.authorization) == ["Bearer access-1"])
      #expect(google.calls(to: "/token").map { $0.form["grant_type"] } == ["refresh_token"])
    }
  }

  @Test func `Gemini CLI's token format is read too`() async throws {
    let json = #"{"access_token":"cli","refresh_token":"1//r","expiry_date":4102444800000,"token_type":"Bearer"}"#
    try await RunningProxy.run(google, configure: { $0.tokenFile = Secret(Base64.encode(Array(json.utf8))) }) {
      proxy async throws in
      #expect(try await proxy.chatStatus() == 200)
      #expect(google.calls(to: "/v1internal:generateContent").map(\.authorization) == ["Bearer cli"])
    }
  }

  @Test func `A 401 is answered by one refresh and one more attempt`() async throws {
    try await RunningProxy.run(google, configure: { $0.tokenFile = Self.token() }) { proxy async throws in
      #expect(try await proxy.chatStatus() == 200)
      google.state.withLock { $0.refused = ["stored"] }
      #expect(try await proxy.chatStatus() == 200)
      #expect(
        google.calls(to: "/v1internal:generateContent").map(\.authorization)
          == ["Bearer stored", "Bearer stored", "Bearer access-1"])
      google.state.withLock { $0.refused = ["access-1", "access-2"] }
      #expect(try await proxy.chatStatus() == 502)
      #expect(google.calls(to: "/token").count == 2, "a refresh that does not help is not repeated")
    }
  }

  @Test func `Many calls share one refresh and one discovery`() async throws {
    try await RunningProxy.run(google, configure: { $0.tokenFile = Self.token(lifetime: 0) }) { proxy async throws in
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<40 { group.addTask { try await proxy.chat().status } }
        for try await status in group { #expect(status == 200) }
      }
      #expect(google.calls(to: "/token").count == 1)
      #expect(google.calls(to: "/v1internal:loadCodeAssist").count == 1)
    }
  }

  @Test func `Before sign-in a call is told the link, in the API's shape`() async throws {
    try await RunningProxy.run(google) { proxy async throws in
      let answer = try await proxy.chat()
      #expect(answer.status == 503 && answer["retry-after"] != nil && answer["x-should-retry"] == "false")
      let message = try #require(answer.json?["error"]?["message"]?.string)
      #expect(message.contains("http://localhost:\(proxy.proxy.port)/auth/login?ticket="))
      #expect(answer.json?["error"]?["code"]?.string == "sign_in_required")
      let native = try await proxy.send(
        "POST", "/v1beta/models/gemini-2.5-flash:generateContent", [("x-goog-api-key", RunningProxy.key)],
        body: #"{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"#)
      #expect(native.status == 503 && native.json?["error"]?["status"]?.string == "UNAVAILABLE")
      #expect(native.text.contains("/auth/login?ticket="))
    }
  }

  @Test func `A sign-in that Google has ended is told, with a link to a new one`() async throws {
    google.state.withLock {
      $0.refreshAnswer = (400, #"{"error":"invalid_grant","error_description":"Token has been expired or revoked."}"#)
    }
    try await RunningProxy.run(google, configure: { $0.tokenFile = Self.token(lifetime: 0) }) { proxy async throws in
      let answer = try await proxy.chat()
      #expect(answer.status == 503)
      #expect(answer.text.contains("expired or revoked") && answer.text.contains("login?ticket="))
    }
  }

  @Test func `A service that knows no loadCodeAssist is used with the configured project`() async throws {
    google.state.withLock { $0.profile = "" }
    let configure: (inout ProxyConfiguration) -> Void = {
      $0.tokenFile = Self.token()
      $0.projectID = "mine"
    }
    try await RunningProxy.run(google, configure: configure) { proxy async throws in
      #expect(try await proxy.chatStatus() == 200)
      #expect(google.calls(to: "/v1internal:generateContent").first?.body.contains(#""project":"mine""#) == true)
    }
  }
}
