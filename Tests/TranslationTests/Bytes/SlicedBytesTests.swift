import Testing

@testable import Translation

struct SlicedBytesTests {
  private static let long = [UInt8](repeating: 7, count: SlicedBytes.minimumSlice)

  @Test func keepsTheOrderOfLongAndShortRuns() {
    var bytes = SlicedBytes()
    bytes.append(literal: "a")
    bytes.append(Self.long[...])
    bytes.append(Self.long.prefix(3))
    bytes.append(literal: "b")
    bytes.append(Self.long[...])
    var whole = SlicedBytes()
    whole.append(literal: "<")
    whole.append(bytes)
    whole.append(UInt8(ascii: ">"))
    let expected: [UInt8] = [[60, 97], Self.long, [7, 7, 7, 98], Self.long, [62]].flatMap { $0 }
    #expect(whole.joined == expected && whole.count == expected.count)
    #expect(whole.slices.flatMap { $0 } == expected)
    #expect(whole.slices.map(\.count) == [2, Self.long.count, 4, Self.long.count, 1])
  }

  @Test func theLastByteMayBeInEitherKindOfRun() {
    var bytes = SlicedBytes()
    bytes.append(Self.long[...])
    bytes.removeLast()
    let shorter = Array(Self.long.dropLast())
    #expect(bytes.joined == shorter)
    bytes.append(literal: "ab")
    bytes.removeLast()
    let longer = shorter + [UInt8(ascii: "a")]
    #expect(bytes.joined == longer)
  }

  private static func text(_ part: String) -> String { #"{"contents":[{"parts":[\#(part)]}]}"# }

  private static func message(_ part: String) -> String {
    #"{"model":"gemini-2.5-pro","messages":[{"role":"user","content":[\#(part)]}]}"#
  }

  /// Requests with `DATA` where something long stands.
  private static let requests: [String] = [
    message(#"{"type":"image_url","image_url":{"url":"data:image/png;base64,DATA"}}"#),
    message(#"{"type":"input_audio","input_audio":{"format":"wav","data":"DATA"}}"#),
    message(#"{"type":"text","text":"DATA"}"#),
    text(#"{"inlineData":{"mimeType":"image/png","data":"DATA"}}"#),
    text(#"{"text":"DATA"}"#),
  ]

  @Test(arguments: requests)
  func whatIsLongIsSentFromTheMemoryItCameIn(template: String) throws {
    let data = [UInt8](repeating: UInt8(ascii: "Q"), count: 400_000)
    let ends = template.split(separator: "DATA").map { Array($0.utf8) }
    let body = ends[0] + data + ends[1]
    var context = RequestContext(id: "1", created: 1)
    context.target = NativeTarget(model: "gemini-2.5-pro", method: .generateContent)
    let request =
      template.contains("messages")
      ? try ChatCompletions.request(body, context: &context) : try GeminiNative.request(body, context: &context)
    let model = try #require(ModelID("gemini-2.5-pro"))
    let sent = Envelope(.codeAssist(project: "p"), userPromptID: "u").body(model: model, request: request)
    let memory = body.withUnsafeBytes { (UInt(bitPattern: $0.baseAddress), $0.count) }
    let shared = sent.slices.filter { slice in
      let start = slice.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
      return start >= memory.0 && start < memory.0 + UInt(memory.1)
    }
    let sharedCount = shared.map(\.count).reduce(0, +)
    #expect(sharedCount >= data.count)
    #expect(sent.count < data.count + 1000)
    let part = try JSONDocument.parse(sent.joined)["request"]?["contents"]?[0]?["parts"]?[0]
    let value = part?["text"] ?? part?["inlineData"]?["data"]
    #expect(value?.text?.escapedCount == data.count)
  }
}
