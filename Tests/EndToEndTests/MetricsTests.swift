import GeminiProxy
import OAuth
import Server
import Testing
import Translation
import Transport

/// `/metrics` as a scraper reads it.
@Suite(.timeLimit(.minutes(3))) struct MetricsTests {
  private func scrape(
    _ stage: Stage, _ headers: [(name: String, value: String)] = [("x-api-key", Stage.key)]
  ) async throws -> TransportResponse {
    try await stage.client.stream(
      TransportRequest(url: stage.proxy.baseURL + "/metrics", headers: headers, proxy: .direct))
  }

  private func metrics(_ stage: Stage) async throws -> PrometheusText {
    let response = try await scrape(stage)
    #expect(response.status == 200)
    #expect(response.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
    return try PrometheusText(String(decoding: try await response.body.collect(upTo: 1 << 24), as: UTF8.self))
  }

  /// Polls: a request is counted after its client has the end of the answer.
  private func metrics(
    _ stage: Stage, until isThere: (PrometheusText) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> PrometheusText {
    var last = try await metrics(stage)
    for _ in 0..<2000 where !isThere(last) { last = try await metrics(stage) }
    #expect(isThere(last), "\(last.samples)", sourceLocation: sourceLocation)
    return last
  }

  @Test func `Traffic is counted by API, model, key and kind of token`() async throws {
    try await Stage.run(configure: {
      $0.apiKeys[0].name = "the \"laptop\"\\"
      $0.modelAliases = [ModelAlias(pattern: "house", model: "gemini-2.5-pro")]
    }) { stage in
      for isStream in [true, true, false] {
        let response = try await stage.client.stream(stage.chat("one two three four", stream: isStream))
        _ = try await response.body.collect(upTo: 1 << 20)
      }
      _ = try await stage.native(
        "/v1beta/models/gemini-2.5-flash:countTokens", #"{"contents":[{"parts":[{"text":"x"}]}]}"#)
      for model in ["house", "sim-rate-limit-once", "sim-not-found"] {
        _ = try await stage.status(stage.chat("one", stream: false, model: model))
      }
      let found = try await metrics(stage) { $0.value("gemini_proxy_requests_total", ["status": "404"]) == 1 }
      let flash = ["model": "gemini-2.5-flash"]
      #expect(
        found.value("gemini_proxy_requests_total", ["dialect": "openai_chat", "status": "200"].merging(flash) { $1 })
          == 3)
      #expect(found.value("gemini_proxy_requests_total", ["dialect": "gemini_count_tokens"]) == 1)
      #expect(found.value("gemini_proxy_requests_total", ["model": "gemini-2.5-pro"]) == 1, "what an alias stands for")
      #expect(found.value("gemini_proxy_requests_total", ["model": "other", "status": "404"]) == 1)
      let chat = [
        "gen_ai_operation_name": "chat", "gen_ai_provider_name": "gcp.gen_ai",
        "gen_ai_request_model": "gemini-2.5-flash",
      ]
      for type in ["input", "output"] {
        let labels = chat.merging(["gen_ai_token_type": type]) { $1 }
        #expect(found.value("gen_ai_client_token_usage_count", labels) == 3)
        #expect((found.value("gen_ai_client_token_usage_sum", labels) ?? 0) > 0)
      }
      #expect(found.value("gen_ai_server_request_duration_seconds_count", chat) == 3)
      #expect(found.value("gen_ai_server_time_to_first_token_seconds_count", chat) == 2, "of streams")
      #expect(found.value("gen_ai_server_time_per_output_token_seconds_count", chat) == 2)
      let day = try #require(stage.proxy.clientUsage.keys.values.first?.days.values.first)
      let key = ["key": "the \"laptop\"\\"]
      #expect(found.value("gemini_proxy_key_requests_total", key) == Double(day.requests))
      for (kind, count) in [("prompt", day.prompt), ("output", day.output), ("thoughts", day.thoughts)] {
        let labels = key.merging(["kind": kind]) { $1 }
        #expect(found.value("gemini_proxy_key_tokens_total", labels) == Double(count))
        #expect(found.value("gemini_proxy_tokens_total", ["kind": kind]) == Double(count))
      }
      let upstream = "code_assist"
      #expect(
        found.value("gemini_proxy_upstream_errors_total", ["class": "rate_limit", "upstream": upstream]) == 1)
      #expect(found.value("gemini_proxy_upstream_errors_total", ["class": "model", "upstream": upstream]) == 1)
      #expect((found.value("gemini_proxy_retries_total") ?? 0) >= 1)
      #expect(found.value("gemini_proxy_cooldowns_total", ["reason": "rate_limit"]) == 1)
      #expect(found.value("gemini_proxy_token_refreshes_total", ["outcome": "failure"]) == 0)
    }
  }

  @Test func `The state of the process is told`() async throws {
    try await Stage.run(pace: .milliseconds(20)) { stage in
      let response = try await stage.client.stream(stage.chat(String(repeating: "word ", count: 200), stream: true))
      // The account's own calls, which look after it, come and go beside the stream's.
      let found = try await metrics(stage) {
        $0.value("gemini_proxy_open_streams") == 1 && $0.value("gemini_proxy_upstream_transfers") == 1
      }
      #expect(found.value("gemini_proxy_running_requests") == 1)
      #expect((found.value("gemini_proxy_open_connections") ?? 0) >= 2)
      #expect(found.values(of: "reactor", in: "gemini_proxy_reactor_lag_seconds") == ["0", "1"])
      for name in [
        "process_resident_memory_bytes", "process_open_fds", "process_max_fds", "process_cpu_seconds_total",
        "process_start_time_seconds",
      ] { #expect((found.value(name) ?? 0) > 0, "\(name)") }
      response.body.cancel()
      _ = try await metrics(stage) {
        $0.value("gemini_proxy_open_streams") == 0 && $0.value("gemini_proxy_running_requests") == 0
      }
    }
  }

  @Test(
    arguments: [
      ([], 200), ([("x-api-key", Stage.key)], 200), ([("Host", "evil.example")], 421),
      ([("Host", "evil.example"), ("x-api-key", Stage.key)], 200), ([("X-Forwarded-For", "192.0.2.1")], 401),
      ([("X-Forwarded-For", "192.0.2.1"), ("x-api-key", Stage.key)], 200),
      ([("Origin", "https://evil.example")], 403), ([("Sec-Fetch-Site", "cross-site")], 403),
      ([("Origin", "https://evil.example"), ("x-api-key", Stage.key)], 200), ([("x-api-key", "gp-wrong")], 200),
    ] as [([(name: String, value: String)], Int)])
  func `Whoever holds a key is told, and this machine's own people`(
    headers: [(name: String, value: String)], status: Int
  ) async throws {
    try await Stage.run { stage in
      let response = try await scrape(stage, headers)
      #expect(response.status == status)
      #expect(response.header("access-control-allow-origin") == nil)
    }
  }

  @Test func `Names that callers make up are one`() async throws {
    try await Stage.run { stage in
      for number in 0..<200 {
        let body =
          #"{"model":"made-up-\#(number)","messages":[{"role":"user","content":"Repeat: x"}]}"#
        var request = stage.request(body)
        request.headers.append(("x-request-id", "source-\(number)"))
        _ = try await stage.status(request)
      }
      let found = try await metrics(stage) {
        $0.value("gemini_proxy_requests_total", ["dialect": "openai_chat"]) == 200
      }
      #expect(found.values(of: "model", in: "gemini_proxy_requests_total").isSubset(of: ["other", ""]))
      #expect(found.values(of: "model", in: "gemini_proxy_tokens_total").isSubset(of: ["other"]))
    }
  }
}

/// A client's trace on its way, and how the time was spent.
@Suite(.timeLimit(.minutes(3))) struct TraceTests {
  private static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

  @Test(arguments: [(trace, true), (trace.uppercased(), false), ("00-0-0-01", false), (trace + "\t", true)])
  func `A sound trace reaches upstream and the log`(_ text: String, isSound: Bool) async throws {
    let seen = Lock<[TransportRequest]>([])
    let upstream = InMemoryTransport { request throws(TransportError) in
      seen.withLock { $0.append(request) }
      return MemoryStage.answer(#"{"text":"hi"}"#, to: request)
    }
    try await MemoryStage.run(upstream: upstream) { _ in
    } _: { url, client in
      for path in ["generateContent", "streamGenerateContent?alt=sse", "countTokens"] {
        let response = try await client.stream(
          TransportRequest(
            method: "POST", url: "\(url)/v1beta/models/gemini-2.5-flash:\(path)",
            headers: [("traceparent", text), ("tracestate", "vendor=value")],
            body: [Array(#"{"contents":[{"parts":[{"text":"x"}]}]}"#.utf8)], proxy: .direct))
        _ = try? await response.body.collect(upTo: 1 << 20)
      }
    }
    let requests = seen.withLock { $0 }
    #expect(requests.count == 3)
    for request in requests {
      let sent = request.headers.filter { $0.name == "traceparent" }.map(\.value)
      #expect(sent == (isSound ? [Self.trace] : []))
      #expect(request.headers.filter { $0.name == "tracestate" }.map(\.value) == (isSound ? ["vendor=value"] : []))
    }
  }

  @Test func `The log tells the trace and how the time was spent`() async throws {
    try await Stage.run { stage in
      var request = stage.chat("one two three", stream: true)
      request.headers.append(("traceparent", Self.trace))
      let response = try await stage.client.stream(request)
      _ = try await response.body.collect(upTo: 1 << 20)
      await stage.log.expectLine { line in
        line.contains("\"trace_id\": 4bf92f3577b34da6a3ce929d0e0e4736")
          && ["queue_ms", "upstream_ms", "first_token_ms", "duration_ms", "input_tokens", "output_tokens"]
            .allSatisfy { line.contains("\"\($0)\": ") }
      }
    }
  }

  @Test(arguments: [true, false]) func `The log tells why an answer ended where clients have no word for it`(
    stream: Bool
  ) async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat("x", stream: stream, model: "sim-finish-language"))
      #expect(response.status == 200)
      let body = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
      #expect(body.contains(#""finish_reason":"stop""#))
      await stage.log.expectLine { $0.contains(#""finish_reason": LANGUAGE"#) }
    }
  }
}
