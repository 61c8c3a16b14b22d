import GeminiProxy
import OAuth
import Server
import Simulator
import TestFolders
import Testing
import Translation
import Transport

/// The limits of a client's key, as clients of each API meet them.
@Suite(.timeLimit(.minutes(3))) struct ClientLimitTests {
  enum API: String, CaseIterable, CustomTestStringConvertible {
    case chat, responses, anthropic, gemini, ollama

    var testDescription: String { rawValue }

    var path: String {
      switch self {
      case .chat: "/v1/chat/completions"
      case .responses: "/v1/responses"
      case .anthropic: "/v1/messages"
      case .gemini: "/v1beta/models/gemini-2.5-flash:generateContent"
      case .ollama: "/api/chat"
      }
    }

    var body: String {
      switch self {
      case .responses: #"{"model":"gemini-2.5-flash","input":"Repeat: one two"}"#
      case .gemini: #"{"contents":[{"parts":[{"text":"Repeat: one two"}]}]}"#
      case .chat, .anthropic, .ollama:
        """
        {"model":"gemini-2.5-flash","max_tokens":100,"stream":false,
         "messages":[{"role":"user","content":"Repeat: one two"}]}
        """
      }
    }

    func isRefusal(_ error: JSONView, rate: Bool) -> Bool {
      switch self {
      case .chat, .responses:
        error["error"]?["type"]?.string == (rate ? "rate_limit_error" : "insufficient_quota")
          && error["error"]?["code"]?.string == (rate ? "rate_limit_exceeded" : "insufficient_quota")
      case .anthropic: error["type"]?.string == "error" && error["error"]?["type"]?.string == "rate_limit_error"
      case .gemini:
        error["error"]?["status"]?.string == "RESOURCE_EXHAUSTED"
          && error["error"]?["details"]?[0]?["violations"]?[0]?["quotaId"]?.string
            == (rate ? "RequestsPerMinutePerKey" : "TokensPerDayPerKey")
          && error["error"]?["details"]?[1]?["retryDelay"]?.string?.hasSuffix("s") == true
      case .ollama: error["error"]?.string?.isEmpty == false
      }
    }

    /// The fields that tell a limit, a count and a reset.
    func fields(_ kind: String) -> (limit: String, remaining: String, reset: String)? {
      switch self {
      case .chat, .responses:
        ("x-ratelimit-limit-\(kind)", "x-ratelimit-remaining-\(kind)", "x-ratelimit-reset-\(kind)")
      case .anthropic:
        (
          "anthropic-ratelimit-\(kind)-limit", "anthropic-ratelimit-\(kind)-remaining",
          "anthropic-ratelimit-\(kind)-reset"
        )
      case .gemini, .ollama: nil
      }
    }
  }

  private func ask(_ stage: Stage, _ api: API, key: String? = nil) async throws -> TransportRequest {
    stage.request(api.body, key: key ?? Stage.key, path: api.path)
  }

  private func limit(_ configuration: inout ProxyConfiguration, rpm: Int? = nil, tokens: Int? = nil) {
    configuration.apiKeys = [
      ClientKey(name: "limited", key: Secret(Stage.key), requestsPerMinute: rpm, tokensPerDay: tokens)
    ]
  }

  @Test func `A request that is refused for overload uses up nothing`() async throws {
    try await Stage.run(
      pace: .milliseconds(20),
      configure: {
        $0.apiKeys[0].requestsPerMinute = 2
        $0.maxConcurrentRequests = 1
      }
    ) { stage in
      let long = try await stage.client.stream(stage.chat(String(repeating: "word ", count: 200), stream: true))
      #expect(long.status == 200)
      var status = try await stage.status(stage.chat("hi", stream: false))
      #expect(status == 503)
      long.body.cancel()
      for _ in 0..<2000 where status == 503 { status = try await stage.status(stage.chat("hi", stream: false)) }
      #expect(status == 200)
    }
  }

  @Test(arguments: API.allCases)
  func `Beyond its requests a minute a key is told so in its API's words`(_ api: API) async throws {
    try await Stage.run(configure: { limit(&$0, rpm: 3) }) { stage in
      for left in [2, 1, 0] {
        let response = try await stage.client.stream(ask(stage, api))
        _ = try await response.body.collect(upTo: 1 << 20)
        #expect(response.status == 200)
        guard let fields = api.fields("requests") else { continue }
        #expect(response.header(fields.limit) == "3")
        #expect(response.header(fields.remaining) == "\(left)")
        #expect(response.header(fields.reset)?.isEmpty == false)
      }
      let refused = try await stage.client.stream(ask(stage, api))
      let error = try JSONDocument.parse(try await refused.body.collect(upTo: 1 << 20))
      #expect(refused.status == 429 && api.isRefusal(error, rate: true), "\(error)")
      let wait = try #require(refused.header("retry-after").flatMap { Int($0) })
      #expect((1...60).contains(wait))
      #expect(refused.header("x-should-retry") == "true")
      if let fields = api.fields("requests") {
        #expect(refused.header(fields.limit) == "3" && refused.header(fields.remaining) == "0")
        let reset = try #require(refused.header(fields.reset))
        if api == .anthropic { #expect(UnixTime(rfc3339: reset) != nil) } else { #expect(reset.hasSuffix("s")) }
      }
      #expect(stage.simulator.calls(to: .codeAssist) == 3)
      // Lists cost nothing.
      let list = try await stage.status(
        TransportRequest(
          url: stage.proxy.baseURL + "/v1/models", headers: [("Authorization", "Bearer \(Stage.key)")], proxy: .direct))
      #expect(list == 200)
    }
  }

  @Test(arguments: API.allCases)
  func `Beyond its tokens of the day a key is told so in its API's words`(_ api: API) async throws {
    try await Stage.run(configure: { limit(&$0, tokens: 1) }) { stage in
      let first = try await stage.client.stream(ask(stage, api))
      _ = try await first.body.collect(upTo: 1 << 20)
      #expect(first.status == 200)
      if let fields = api.fields("tokens") {
        #expect(first.header(fields.limit) == "1" && first.header(fields.remaining) == "1")
      }
      let refused = try await stage.client.stream(ask(stage, api))
      let error = try JSONDocument.parse(try await refused.body.collect(upTo: 1 << 20))
      #expect(refused.status == 429 && api.isRefusal(error, rate: false), "\(error)")
      #expect(refused.header("x-should-retry") == "false")
      let wait = try #require(refused.header("retry-after").flatMap { Int($0) })
      #expect((1...86_400).contains(wait))
      if let fields = api.fields("tokens") {
        #expect(refused.header(fields.remaining) == "0")
        #expect(refused.header("x-ratelimit-remaining-requests") == nil, "that limit does not exist")
      }
    }
  }

  @Test func `Fifty at once get no more than ten answers`() async throws {
    try await Stage.run(configure: { limit(&$0, rpm: 10) }) { stage in
      let statuses = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<50 {
          group.addTask { (try? await stage.status(stage.chat("one", stream: true))) ?? 0 }
        }
        return await group.reduce(into: [:]) { counts, status in counts[status, default: 0] += 1 }
      }
      #expect(statuses == [200: 10, 429: 40])
      // Another configuration is not another minute.
      try await stage.proxy.apply(stage.configuration)
      let again = try await stage.status(stage.chat("one", stream: false))
      #expect(again == 429)
      var generous = stage.configuration
      limit(&generous, rpm: 11)
      try await stage.proxy.apply(generous)
      var statusesAfter: [Int] = []
      for _ in 0..<2 { statusesAfter.append(try await stage.status(stage.chat("one", stream: false))) }
      #expect(statusesAfter == [200, 429])
    }
  }

  /// What the client is told it used is what is counted.
  @Test(arguments: [true, false], ["gemini-2.5-flash", "sim-thoughts", "sim-usage-last"])
  func `Tokens are counted as upstream tells them`(stream: Bool, model: String) async throws {
    try await Stage.run { stage in
      let options = stream ? #","stream":true,"stream_options":{"include_usage":true}"# : ""
      let body = #"{"model":"\#(model)","messages":[{"role":"user","content":"Repeat: a b c"}]\#(options)}"#
      let response = try await stage.client.stream(stage.request(body))
      let bytes = try await response.body.collect(upTo: 1 << 20)
      var told: JSONView?
      if stream {
        var parser = SSEParser()
        try bytes.withUnsafeBytes {
          try parser.feed($0) { event in
            guard !event.data.elementsEqual("[DONE]".utf8) else { return }
            let chunk = try JSONDocument.parse(Array(event.data))
            if let usage = chunk["usage"], !usage.isNull { told = usage }
          }
        }
      } else {
        told = try JSONDocument.parse(bytes)["usage"]
      }
      let total = try #require(told?["total_tokens"]?.int)
      let day = try #require(stage.proxy.clientUsage.keys.values.first?.days.values.first)
      #expect(day.requests == 1 && day.tokens == total && total > 0)
      #expect(day.prompt == told?["prompt_tokens"]?.int)
      #expect(day.output + day.thoughts == told?["completion_tokens"]?.int)
      if model == "sim-thoughts" { #expect(day.thoughts > 0) }
    }
  }

  @Test func `A stream that breaks off costs what it told`() async throws {
    try await Stage.run(configure: { $0.maxRetries = 0 }) { stage in
      let response = try await stage.client.stream(stage.chat("a b c d e f", stream: true, model: "sim-break-off"))
      _ = try? await response.body.collect(upTo: 1 << 20)
      let day = try #require(stage.proxy.clientUsage.keys.values.first?.days.values.first)
      #expect(day.prompt > 0 && day.output > 0)
    }
  }

  @Test func `Vectors and counts are requests, and counts cost no tokens`() async throws {
    try await Stage.run([.studioKey], configure: { limit(&$0, rpm: 2, tokens: 1_000_000) }) { stage in
      _ = try await stage.native(
        "/v1beta/models/gemini-2.5-flash:countTokens", #"{"contents":[{"parts":[{"text":"Repeat: one two"}]}]}"#)
      #expect(stage.proxy.clientUsage.keys.values.first?.days.values.first?.tokens == 0)
      _ = try await stage.native("/v1beta/models/gemini-embedding-001:embedContent", #"{"content":"x y z"}"#)
      _ = try await stage.native(
        "/v1beta/models/gemini-embedding-001:embedContent", #"{"content":"x"}"#, status: 429)
      #expect(stage.proxy.clientUsage.keys.values.first?.days.values.first?.requests == 2)
    }
  }

  @Test func `A key that has expired is none, and a key has its own models`() async throws {
    let (old, valid) = ("gp-00000000000000000000000000000001", "gp-00000000000000000000000000000002")
    try await Stage.run(configure: {
      $0.apiKeys = [
        ClientKey(name: "old", key: Secret(old), expires: UnixTime.now().adding(seconds: -1)),
        ClientKey(
          name: "valid", key: Secret(valid), models: ["gemini-2.5-flash"],
          expires: UnixTime.now().adding(seconds: 3600)),
      ]
    }) { stage in
      let expired = try await stage.status(ask(stage, .chat, key: old))
      #expect(expired == 401)
      let allowed = try await stage.status(ask(stage, .chat, key: valid))
      #expect(allowed == 200)
      let body = API.chat.body.replacing("gemini-2.5-flash", with: "gemini-2.5-pro")
      let other = try await stage.status(stage.request(body, key: valid))
      #expect(other == 403)
    }
  }
}

/// What outlives the process.
@Suite(.timeLimit(.minutes(3))) struct ClientUsagePersistenceTests {
  @Test func `A day's tokens are still used after a restart, and no key is in the file`() async throws {
    let folder = TemporaryFolder()
    let key = "gp-0123456789abcdef0123456789abcdef"
    let upstream = InMemoryTransport { request throws(TransportError) in
      let json =
        #"{"response":{"candidates":[{"content":{"role":"model","parts":[{"text":"hi"}]},"finishReason":"STOP"}],"#
        + #""usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2,"thoughtsTokenCount":1}}}"#
      return TransportResponse(status: 200, body: .of([Array(json.utf8)]))
    }
    var statuses: [Int] = []
    for _ in 0..<2 {
      statuses += try await MemoryStage.run(upstream: upstream, stateFolder: folder.path) {
        $0.apiKeys = [ClientKey(name: "laptop", key: Secret(key), tokensPerDay: 10)]
      } _: { url, client in
        let response = try await client.stream(
          TransportRequest(
            method: "POST", url: url + "/v1/chat/completions", headers: [("Authorization", "Bearer \(key)")],
            body: [Array(#"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"x"}]}"#.utf8)],
            proxy: .direct))
        _ = try await response.body.collect(upTo: 1 << 20)
        return [response.status]
      }
    }
    #expect(statuses == [200, 429])
    let text = try #require(folder.read("usage.json"))
    #expect(text.contains(#""requests":1,"prompt":7,"cached":0,"output":2,"thoughts":1"#), "\(text)")
    #expect(text.contains("laptop") && !text.contains(key))
  }
}
