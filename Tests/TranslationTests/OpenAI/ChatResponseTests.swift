import Testing

@testable import Translation

struct ChatResponseTests {
  static let cases = ResponseCase.all("chat/responses.json") + ResponseCase.all("chat/more-responses.json")
  static let seed = CallIDSeed(high: 1, low: 2)

  @Test(arguments: cases)
  func streams_CF_F2_CF_F15_CL_CS2_CL_CS6_CL_CS7(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: true)
    #expect(encoder.isComplete)
    encoder.finish(into: &output)
    var events = String(decoding: output, as: UTF8.self).split(separator: "\n\n").map { event in
      #expect(event.hasPrefix("data: ") && !event.contains("\n"))
      return String(event.dropFirst(6))
    }
    #expect(events.popLast() == "[DONE]")
    let views = try events.map { try JSONDocument.parse(Array($0.utf8)) }
    for view in views {
      #expect(view["id"]?.string == "chatcmpl-1" && view["created"]?.int == 1_700_000_000)
      #expect(view["object"]?.string == "chat.completion.chunk" && view["model"]?.string == "m")
    }
    var choices = views.map { String(decoding: ($0["choices"] ?? $0).source, as: UTF8.self) }
    if let usage = item.usage {
      #expect(choices.popLast() == "[]")
      try Self.check(usage, of: #require(views.last))
    } else {
      #expect(views.allSatisfy { $0["usage"] == nil })
    }
    #expect(choices.count == item.stream.count)
    for (choice, expected) in zip(choices, item.stream) {
      #expect(sameJSON(choice, expected), "\(choice) is not \(expected)")
    }
  }

  @Test(arguments: cases)
  func wholes_CF_F11_CF_G15_CL_CH1(_ item: ResponseCase) throws {
    var (encoder, output) = try Self.encode(item, streaming: false)
    #expect(output.isEmpty)
    encoder.whole(into: &output)
    let view = try JSONDocument.parse(output)
    #expect(view["object"]?.string == "chat.completion" && view["id"]?.string == "chatcmpl-1")
    let choices = String(decoding: try #require(view["choices"]).source, as: UTF8.self)
    #expect(sameJSON(choices, item.whole), "\(choices)")
    if let usage = item.usage { try Self.check(usage, of: view) }
  }

  @Test func signaturesAreToldToTheServer_CF_G3_CL_X23() throws {
    let payload =
      #"{"modelVersion":"gemini-3-pro","candidates":[{"content":{"parts":[{"functionCall":{"name":"f"},"thoughtSignature":"UzE="},{"functionCall":{"name":"g","id":"x"}}]}}]}"#
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(payload.utf8)], stream: [], whole: "", usage: nil)
    let (encoder, _) = try Self.encode(item, streaming: true)
    #expect(
      encoder.signatures == [CallSignature(callID: Self.seed.id(at: 0), function: "f", signature: "UzE=")])
    #expect(encoder.modelVersion == "gemini-3-pro")
  }

  @Test(arguments: ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL"])
  func brokenCallsAreErrors_CF_F8_CL_X27(reason: String) {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(#"{"candidates":[{"finishReason":"\#(reason)"}]}"#.utf8)], stream: [], whole: "", usage: nil)
    #expect(throws: TranslationError.self) { try Self.encode(item, streaming: true) }
  }

  @Test func anEmptyAnswerIsNotComplete_CF_F19() throws {
    let item = ResponseCase(
      name: "", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: [Array(#"{"response":{}}"#.utf8)], stream: [], whole: "", usage: nil)
    let (encoder, output) = try Self.encode(item, streaming: true)
    #expect(!encoder.isComplete && !encoder.hasOutput && output.isEmpty)
  }

  static func encode(_ item: ResponseCase, streaming: Bool) throws -> (ChatEncoder, [UInt8]) {
    var context = RequestContext(id: "1", created: 1_700_000_000, callIDSeed: seed)
    var request = try ChatCompletions.request(item.request, context: &context)
    request.isStreaming = streaming
    request.reply.includesUsage = item.usage != nil
    var encoder = ChatCompletions.encoder(for: request, context: context)
    var output: [UInt8] = []
    for payload in item.payloads { try payload.withUnsafeBytes { try encoder.consume($0, into: &output) } }
    return (encoder, output)
  }

  static func check(_ usage: [Int], of view: JSONView) throws {
    let counts = try #require(view["usage"])
    #expect(["prompt_tokens", "completion_tokens", "total_tokens"].map { counts[$0]?.int } == usage)
    #expect(counts["prompt_tokens_details"]?["cached_tokens"]?.int != nil)
    #expect(counts["completion_tokens_details"]?["reasoning_tokens"]?.int != nil)
  }
}
