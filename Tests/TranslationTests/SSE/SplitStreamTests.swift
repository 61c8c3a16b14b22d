import Testing

@testable import Translation

/// However a stream is cut on the way, the client gets the same bytes.
struct SplitStreamTests {
  /// Every stream of the fixtures, and a long one with all kinds of characters and escapes.
  static let cases = ChatResponseTests.cases + [long]

  static let long: ResponseCase = {
    let text = "Grüße 你好 😀 \\\"q\\\" \\\\ \\u00e9 \\ud83d\\ude00 \\n"
    let payloads = (0..<12).map { number in
      let isLast = number == 11 ? ",\"finishReason\":\"STOP\"" : ""
      return Array(
        "{\"response\": {\"candidates\": [{\"content\": {\"role\": \"model\",\"parts\": [{\"text\": \"\(number) \(text)\"}]}\(isLast)}],\"usageMetadata\": {\"promptTokenCount\": 9,\"totalTokenCount\": 10}},\"traceId\": \"t\"}"
          .utf8)
    }
    return ResponseCase(
      name: "long", request: Array(#"{"model":"m","messages":[{"role":"user","content":"a"}]}"#.utf8),
      payloads: payloads, stream: [], whole: "", usage: [9, 0, 9])
  }()

  @Test(arguments: cases)
  func chats_CF_F23_CF_X1_CL_CS13(_ item: ResponseCase) throws {
    for isStreaming in [true, false] { try Self.check(item, try Self.chat(item, isStreaming)) }
  }

  @Test(arguments: cases)
  func natives_CF_F23_CF_X1(_ item: ResponseCase) throws {
    try Self.check(item, NativeEncoder(isStreaming: true, isSSE: true))
    try Self.check(item, NativeEncoder(isStreaming: true, isSSE: false))
    try Self.check(item, NativeEncoder(isStreaming: false, isSSE: true))
  }

  @Test(arguments: cases)
  func charactersStayWhole_CL_CS13(_ item: ResponseCase) throws {
    let output = try StreamCuts.answer(try Self.chat(item, true), [StreamCuts.frame(item.payloads)[...]])
    for event in String(decoding: output, as: UTF8.self).split(separator: "\n\n") {
      let data = event.dropFirst("data: ".count)
      guard data != "[DONE]" else { continue }
      let delta = try JSONDocument.parse(Array(data.utf8))["choices"]?[0]?["delta"]
      #expect(delta?["content"]?.string?.contains("\u{FFFD}") != true)
    }
  }

  private static func chat(_ item: ResponseCase, _ isStreaming: Bool) throws -> ChatEncoder {
    var context = RequestContext(id: "1", created: 1)
    var request = try ChatCompletions.request(item.request, context: &context)
    request.isStreaming = isStreaming
    request.reply.includesUsage = true
    return ChatCompletions.encoder(for: request, context: context)
  }

  static func check(_ item: ResponseCase, _ encoder: some ResponseEncoder) throws {
    let bytes = StreamCuts.frame(item.payloads)
    let expected = try StreamCuts.answer(encoder, [bytes[...]])
    for position in StreamCuts.positions(bytes) {
      let answer = try StreamCuts.answer(encoder, StreamCuts.cut(bytes, at: [position]))
      #expect(answer == expected, "cut at \(position)")
    }
    guard bytes.count > 1024 else { return }
    var random = SplitMix(seed: 9)
    for round in 0..<200 {
      let count = Int.random(in: 1...20, using: &random)
      let positions = (0..<count).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
      let answer = try StreamCuts.answer(encoder, StreamCuts.cut(bytes, at: positions))
      #expect(answer == expected, "round \(round)")
    }
  }
}
