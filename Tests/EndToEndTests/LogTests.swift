import GeminiProxy
import OAuth
import Testing
import Transport

/// What the proxy's log says of requests, with secrets in every place a client can put them.
@Suite(.timeLimit(.minutes(3))) struct LogTests {
  private static let chat =
    #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Repeat: planted-secret"}]}"#

  @Test(arguments: [
    ("authorization", "Bearer planted-secret-key", "/v1/chat/completions"),
    ("x-api-key", "planted-secret-key", "/v1/chat/completions"),
    ("x-goog-api-key", "planted-secret-key", "/v1beta/models"),
    ("api-key", "planted-secret-key", "/v1/chat/completions"),
    ("accept", "*/*", "/v1/chat/completions?key=planted-secret-key"),
    ("cookie", "session=planted-secret", "/auth/callback?code=planted-secret&state=planted-secret"),
    ("x-request-id", "not an id: planted-secret", "/v1/models?access_token=planted-secret"),
  ])
  func `Neither a wrong key nor a query reaches the log`(field: String, value: String, path: String) async throws {
    try await Stage.run { stage in
      var request = stage.request(Self.chat, key: nil, path: path)
      request.headers.append((field, value))
      let status = try await stage.status(request)
      #expect(status >= 400)
      await stage.log.expectLine { $0.contains("\"path\": \(path.prefix { $0 != "?" })") }
    }
  }

  @Test func `A good request is told with its model and its key's name`() async throws {
    try await Stage.run(configure: { $0.apiKeys[0].name = "laptop" }) { stage in
      let status = try await stage.status(stage.request(Self.chat, path: "/v1/chat/completions?x=planted-secret"))
      #expect(status == 200)
      await stage.log.expectLine {
        $0.contains("gemini-2.5-flash") && $0.contains("laptop") && $0.contains("\"status\": 200")
      }
    }
  }

  /// Failures are where texts of others get quoted.
  @Test(arguments: ["sim-not-found", "sim-break-off", "sim-quota", "nonsense model!"])
  func `A failed request does not quote its prompt`(model: String) async throws {
    try await Stage.run { stage in
      let response = try? await stage.client.stream(stage.chat("planted-secret", stream: true, model: model))
      _ = try? await response?.body.collect(upTo: 1 << 20)
      await stage.log.expectLine { $0.contains("/v1/chat/completions") }
    }
  }

  @Test func `A reload names what waits for a restart, without its value`() async throws {
    try await Stage.run { stage in
      try await stage.proxy.apply(stage.configuration)
      var changed = stage.configuration
      changed.host = "planted-secret.example"
      changed.drainSeconds = 7
      changed.oauthClientSecret = Secret("planted-secret")
      changed.maxRetries = 1
      try await stage.proxy.apply(changed)
      let lines = stage.log.text.split(separator: "\n").filter { $0.contains("needs a restart") }
      #expect(lines == ["warning changed but needs a restart: host, drain_seconds, oauth_client_secret [:]"])
    }
  }

  @Test func `A broken body does not reach the log`() async throws {
    try await Stage.run { stage in
      let status = try await stage.status(stage.request(#"{"model":"planted-secret"#))
      #expect(status == 400)
      await stage.log.expectLine { $0.contains("\"status\": 400") }
    }
  }

  @Test func `The password of an unreachable outbound proxy stays out`() async throws {
    try await Stage.run(configure: { $0.proxyURLs = ["http://user:planted-secret@127.0.0.1:1"] }) { stage in
      _ = try await stage.status(stage.request(Self.chat))
    }
  }
}
