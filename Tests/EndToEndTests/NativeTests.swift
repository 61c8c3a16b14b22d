import GeminiProxy
import Simulator
import Testing
import Translation
import Transport

/// Gemini's own API through the whole proxy.
@Suite(.timeLimit(.minutes(3))) struct NativeTests {
  private static let body = #"{"contents":[{"role":"user","parts":[{"text":"Repeat: one two three"}]}]}"#

  private func ask(_ stage: Stage, _ path: String, key: String = "x-goog-api-key") -> TransportRequest {
    TransportRequest(
      method: "POST", url: stage.proxy.baseURL + path,
      headers: [("Content-Type", "application/json"), (key, Stage.key)], body: [Array(Self.body.utf8)],
      silenceTimeout: .seconds(150), proxy: .direct)
  }

  private func text(_ chunks: [JSONView]) -> String {
    chunks.compactMap { $0["candidates"]?[0]?["content"]?["parts"]?[0]?["text"]?.string }.joined()
  }

  @Test func `CL-GN19 a whole answer is one object`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(ask(stage, "/v1beta/models/gemini-2.5-flash:generateContent"))
      #expect(response.status == 200)
      let answer = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
      #expect(text([answer]) == "one two three")
      #expect(answer["candidates"]?[0]?["finishReason"]?.string == "STOP")
      #expect(answer["traceId"] == nil)
    }
  }

  @Test func `CL-GN4 a stream of events ends each with CRLF CRLF`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(
        ask(stage, "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse"))
      #expect(response.header("content-type") == "text/event-stream")
      let bytes = try await response.body.collect(upTo: 1 << 20)
      let body = String(decoding: bytes, as: UTF8.self)
      #expect(body.hasPrefix("data: {"))
      #expect(body.hasSuffix("}\r\n\r\n"))
      var parser = SSEParser()
      var chunks: [JSONView] = []
      try bytes.withUnsafeBytes { try parser.feed($0) { chunks.append(try JSONDocument.parse(Array($0.data))) } }
      #expect(text(chunks) == "one two three")
      #expect(chunks.last?["candidates"]?[0]?["finishReason"]?.string == "STOP")
      #expect(chunks.last?["usageMetadata"] != nil)
    }
  }

  @Test(arguments: ["", "?alt=json"]) func `CL-GN5 without alt=sse a stream is one JSON array`(_ query: String)
    async throws
  {
    try await Stage.run { stage in
      let response = try await stage.client.stream(
        ask(stage, "/v1beta/models/gemini-2.5-flash:streamGenerateContent" + query))
      #expect(response.header("content-type") == "application/json")
      let bytes = try await response.body.collect(upTo: 1 << 20)
      #expect(bytes.last == UInt8(ascii: "]"))
      #expect(text(Array(try JSONDocument.parse(bytes).elements)) == "one two three")
    }
  }

  @Test func `CL-GN11 a stream that fails ends in an error and a broken body`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(
        ask(stage, "/v1beta/models/sim-break-off:streamGenerateContent?alt=sse"))
      #expect(response.status == 200)
      var received: [UInt8] = []
      var buffer: [UInt8] = []
      await #expect(throws: TransportError.self) {
        while try await response.body.read(into: &buffer) { received += buffer }
      }
      let lines = String(decoding: received, as: UTF8.self).split(separator: "\r\n\r\n")
      #expect(lines.last?.hasPrefix(#"data: {"error":{"code":"#) == true)
    }
  }

  @Test(arguments: ["?alt=sse", ""])
  func `CL-GN9 CL-X15 a silent stream is kept alive by blank lines alone`(_ query: String) async throws {
    try await Stage.run(pace: .milliseconds(1400), keepalive: 1) { stage in
      let response = try await stage.client.stream(
        ask(stage, "/v1beta/models/gemini-2.5-flash:streamGenerateContent\(query)"))
      let body = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
      guard !query.isEmpty else {
        // White space between elements changes nothing.
        #expect(body.contains("}\n\n,\r\n{"))
        return #expect(text(Array(try JSONDocument.parse(Array(body.utf8)).elements)) == "one two three")
      }
      #expect(body.contains("\r\n\r\n\ndata: "))
      #expect(body.split(whereSeparator: \.isNewline).allSatisfy { $0.hasPrefix("data: {") })
    }
  }

  @Test func `CL-GN20 what SDKs add to a request changes nothing`() async throws {
    try await Stage.run { stage in
      var request = ask(stage, "/v1beta/models/gemini-2.5-flash:generateContent?$alt=json%3Benum-encoding%3Dint")
      request.headers += [("x-goog-api-client", "google-genai-sdk/2.34.0 gl-python/3.12"), ("x-server-timeout", "120")]
      let status = try await stage.status(request)
      #expect(status == 200)
    }
  }

  @Test(arguments: ["sim-capacity", "sim-not-found"])
  func `CL-GN10 an error before the stream has a status and Google's shape`(_ model: String) async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(ask(stage, "/v1beta/models/\(model):streamGenerateContent?alt=sse"))
      // No capacity is the service's trouble, not too many requests of this client.
      #expect(response.status == (model == "sim-capacity" ? 503 : 404))
      let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))["error"]
      #expect(error?["code"]?.int == response.status)
      #expect(error?["status"]?.string == (model == "sim-capacity" ? "RESOURCE_EXHAUSTED" : "NOT_FOUND"))
    }
  }

  @Test(arguments: ["x-goog-api-key", "x-api-key", "api-key"])
  func `CL-X1 every header that carries a key does`(_ header: String) async throws {
    try await Stage.run { stage in
      let status = try await stage.status(ask(stage, "/v1beta/models/gemini-2.5-flash:generateContent", key: header))
      #expect(status == 200)
    }
  }

  @Test func `CL-X1 CL-X2 a key in the query is as good, and none is told in Google's shape`() async throws {
    try await Stage.run { stage in
      let path = "/v1beta/models/gemini-2.5-flash:generateContent"
      let good = try await stage.status(ask(stage, path + "?key=\(Stage.key)", key: "x-nothing"))
      #expect(good == 200)
      let bad = try await stage.client.stream(ask(stage, path, key: "x-nothing"))
      #expect(bad.status == 401)
      let error = try JSONDocument.parse(try await bad.body.collect(upTo: 1 << 20))["error"]
      #expect(error?["status"]?.string == "UNAUTHENTICATED")
    }
  }

  @Test func `CF-N10 CL-GN1 embeddings are not to be had and the answer says so`() async throws {
    try await Stage.run { stage in
      for method in ["embedContent", "batchEmbedContents"] {
        let response = try await stage.client.stream(ask(stage, "/v1beta/models/text-embedding-004:\(method)"))
        #expect(response.status == 501)
        let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))["error"]
        #expect(error?["code"]?.int == 501 && error?["status"]?.string == "UNIMPLEMENTED")
        #expect(error?["message"]?.string?.isEmpty == false)
      }
    }
  }
}
