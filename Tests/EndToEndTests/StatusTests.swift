import GeminiProxy
import OAuth
import Server
import Testing
import Translation
import Transport

/// What the status page is told, and who is not told anything.
@Suite(.timeLimit(.minutes(3))) struct StatusTests {
  private func ask(
    _ stage: Stage, _ path: String = "/status.json", _ headers: [(name: String, value: String)] = []
  ) async throws -> (response: TransportResponse, body: String) {
    let response = try await stage.client.stream(
      TransportRequest(url: stage.proxy.baseURL + path, headers: headers, proxy: .direct))
    return (response, String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self))
  }

  @Test func `It tells accounts, quotas, models and what has been done`() async throws {
    try await Stage.run(configure: {
      $0.tokenFile = Secret("")
      $0.accounts = [.simulated("licensed")]
    }) { stage in
      let chat = try await stage.client.stream(stage.chat("one two", stream: true))
      _ = try await chat.body.collect(upTo: 1 << 20)
      await stage.lookAfterAccounts()
      var found = try JSONDocument.parse(Array(try await ask(stage).body.utf8))
      // A request is counted after its client has the end of the answer.
      for _ in 0..<2000 where found["totals"]?["requests"]?.int != 1 {
        found = try JSONDocument.parse(Array(try await ask(stage).body.utf8))
      }
      #expect(found["state"]?.string == "ready" && found["needs_key"]?.bool == true)
      #expect(found["totals"]?["requests"]?.int == 1 && (found["totals"]?["prompt_tokens"]?.int ?? 0) > 0)
      #expect((found["connections"]?.int ?? 0) > 0 && (found["resident_bytes"]?.int ?? 0) > 1 << 20)
      let account = try #require(found["accounts"]?.elements.first { _ in true })
      #expect(account["name"]?.string == "licensed" && account["kind"]?.string == "code_assist")
      #expect(account["state"]?.string == "ready" && account["project"]?.string == "licensed-project")
      let quota = try #require(account["quota"]?.elements.first { $0["model"]?.string == "gemini-2.5-pro" })
      #expect(quota["remaining"]?.double == 0.5 && quota["resets"]?.string != nil)
      #expect(found["models"]?.elements.contains { $0["id"]?.string == "gemini-2.5-flash" } ?? false)
    }
  }

  /// Forged hosts, pages of other sites and callers from elsewhere; a key opens it for all of them.
  @Test(
    arguments: [
      ([("Host", "rebound.example")], 421), ([("Sec-Fetch-Site", "cross-site")], 403),
      ([("Origin", "https://elsewhere.example")], 403), ([("Origin", "null")], 403),
      ([("X-Forwarded-For", "127.0.0.1")], 401), ([("Forwarded", "for=127.0.0.1")], 401), ([("Via", "1.1 x")], 401),
      ([("x-api-key", "gp-wrong"), ("X-Forwarded-For", "127.0.0.1")], 401),
    ] as [([(name: String, value: String)], Int)])
  func `Strangers are told nothing`(_ headers: [(name: String, value: String)], status: Int) async throws {
    try await Stage.run { stage in
      let (refused, body) = try await ask(stage, "/status.json", headers)
      #expect(refused.status == status && !body.contains("accounts"), "\(body)")
      let (answered, _) = try await ask(
        stage, "/status.json", headers.filter { $0.name != "x-api-key" } + [("x-api-key", Stage.key)])
      #expect(answered.status == 200)
      #expect(answered.header("access-control-allow-origin") == nil)
    }
  }

  @Test func `A key sees its own models, and nobody's e-mail address`() async throws {
    try await Stage.run(configure: { $0.apiKeys[0].models = ["gemini-2.5-flash"] }) { stage in
      let (_, told) = try await ask(stage, "/status.json", [("x-api-key", Stage.key), ("Via", "1.1 x")])
      let found = try JSONDocument.parse(Array(told.utf8))
      #expect(found["models"]?.elements.compactMap { $0["id"]?.string } == ["gemini-2.5-flash"])
      #expect(found["needs_key"]?.bool == false && !told.contains("@"), "\(told)")
    }
  }

  /// The page is for everybody: nothing of the query, of headers or of the accounts is in it.
  @Test(arguments: ["/", "/?lang=%3Cscript%3Ealert(1)%3C/script%3E", "/?lang=zh-CN&x=%22%3E%3Cimg%20src=x%3E"])
  func `The page holds nothing of its visitor's`(path: String) async throws {
    try await Stage.run { stage in
      let (page, body) = try await ask(stage, path, [("Accept", "text/html"), ("Accept-Language", "<b>zh</b>")])
      #expect(page.status == 200 && page.header("content-type") == "text/html; charset=utf-8")
      #expect(!body.contains("alert(1)") && !body.contains("<b>") && !body.contains("test-project"))
      #expect(body.contains(path.contains("zh-CN") ? "lang=\"zh-CN\"" : "lang=\"en\""))
      let policy = page.header("content-security-policy") ?? ""
      #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
      #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
      let (script, _) = try await ask(stage, "/status.js")
      #expect(script.header("content-type") == "text/javascript; charset=utf-8")
      let (words, text) = try await ask(stage, path)
      #expect(words.header("content-type") == "text/plain; charset=utf-8" && text.contains("/v1/messages"))
    }
  }
}
