import GeminiProxy
import Glibc
import Testing
import Translation
import Transport

/// What the operator's settings and the outside world add to a request on its way up.
@Suite(.timeLimit(.minutes(3))) struct RequestTests {
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 1, count: 64)

  /// The inner request that upstream gets for a client's, and the answer's status. Media come from the same memory.
  private func upstream(
    of body: String, path: String = "/v1/chat/completions", configure: (inout ProxyConfiguration) -> Void
  ) async throws -> (status: Int, adjustments: String?, request: JSONView?) {
    let sent = Lock<[UInt8]>([])
    let memory = InMemoryTransport { request in
      guard request.url.hasPrefix("https://cloudcode-pa") else {
        return TransportResponse(status: 200, body: .of([Self.png]))
      }
      sent.withLock { $0 = request.body.flatMap { $0 } }
      return MemoryStage.answer(#"{"text": "x"}"#, to: request)
    }
    let (status, adjustments) = try await MemoryStage.run(upstream: memory, configure: configure) { url, client in
      let response = try await client.stream(
        TransportRequest(method: "POST", url: url + path, body: [Array(body.utf8)], proxy: .direct))
      _ = try await response.body.collect(upTo: 1 << 20)
      return (response.status, response.header("x-gemini-proxy-adjustments"))
    }
    return (status, adjustments, try? JSONDocument.parse(sent.withLock { $0 })["request"])
  }

  private func withPrompt(_ text: String, _ body: (String) async throws -> Void) async throws {
    let path = "\(P_tmpdir)/gemini-proxy-prompt-\(UInt64.random(in: 0 ... .max)).md"
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    defer { unlink(path) }
    try await body(path)
  }

  @Test(arguments: [SystemPromptMode.overwrite, .append])
  func `The operator's system prompt reaches upstream in both APIs`(_ mode: SystemPromptMode) async throws {
    try await withPrompt("Be brief.") { path in
      let chat = #"{"model":"m","messages":[{"role":"system","content":"own"},{"role":"user","content":"q"}]}"#
      let native = #"{"systemInstruction":{"parts":[{"text":"own"}]},"contents":[{"parts":[{"text":"q"}]}]}"#
      for (body, route) in [(chat, "/v1/chat/completions"), (native, "/v1beta/models/m:generateContent")] {
        let found = try await upstream(of: body, path: route) {
          $0.systemPromptFile = path
          $0.systemPromptMode = mode
        }
        let texts = found.request?["systemInstruction"]?["parts"]?.elements.compactMap { $0["text"]?.string }
        #expect(texts == (mode == .append ? ["own", "Be brief."] : ["Be brief."]))
        #expect(found.adjustments == (mode == .append ? nil : "dropped:system"))
      }
    }
  }

  @Test func `CF-I3 CL-X26 an image named by a public address goes up inline`() async throws {
    let part = #"{"type":"image_url","image_url":{"url":"https://93.184.216.34/a"}}"#
    let body = #"{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a"},\#(part)]}]}"#
    let found = try await upstream(of: body) { _ in }
    #expect(found.status == 200)
    let data = found.request?["contents"]?[0]?["parts"]?[1]?["inlineData"]
    #expect(data?["mimeType"]?.string == "image/png")
    #expect(data?["data"]?.string?.hasPrefix("iVBORw0KGgoBAQEB") == true)
    let refused = try await upstream(of: body) { $0.fetchMedia = .off }
    #expect(refused.status == 400 && refused.request == nil)
  }
}
