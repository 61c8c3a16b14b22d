import Testing

@testable import Translation

struct ChunkViewTests {
  /// A view that has read other payloads before says the same as a new one, of broken payloads too.
  @Test func readingOnIsReadingAnew() throws {
    let seeds = [
      #"{"response": {"candidates": [{"content": {"parts": [{"text": "a"}]}}],"usageMetadata": {"promptTokenCount": 9},"modelVersion": "m","responseId": "r"},"traceId": "t","metadata": {}}"#,
      #"{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"totalTokenCount":9},"modelVersion":"m2","responseId":"r"}"#,
      #"{"response":{"usageMetadata":{"totalTokenCount":1},"candidates":[{"content":{"parts":[{"text":"b"}]}}]}}"#,
      #"{"usageMetadata":{"totalTokenCount":1},"response":{"modelVersion":"x"}}"#,
      #"{"response":{"modelVersion":"y"},"usageMetadata":{"totalTokenCount":1},"responseId":"z"}"#,
      #"{"modelVersion":"before","usageMetadata":{"totalTokenCount":2}}"#,
      #"{"usageMetadata":{"totalTokenCount":2},"error":{"code":1}}"#,
    ].map { Array($0.utf8) }
    var random = SplitMix(seed: 7)
    var used = ChunkView()
    var known = 0
    for _ in 0..<20_000 {
      var payload = try #require(seeds.randomElement(using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: payload[Int.random(in: 0..<payload.count, using: &random)] = UInt8.random(in: 32..<127, using: &random)
      case 1: payload.removeLast()
      case 2: payload.append(UInt8(ascii: " "))
      default: break
      }
      var fresh = ChunkView()
      let expected = Self.scan(payload, &fresh)
      #expect(Self.scan(payload, &used) == expected)
      if used.isFinished { known += 1 }
    }
    #expect(known > 500)
  }

  private static func scan(_ payload: [UInt8], _ view: inout ChunkView) -> String {
    do {
      try payload.withUnsafeBytes { try view.scan($0) }
    } catch {
      return "error"
    }
    return """
      \(view.candidates.map { "\($0.index) \(String(describing: $0.finishReason))" }) \(view.parts) \(view.usage) \
      \(String(describing: view.modelVersion)) \(String(describing: view.responseID)) \
      \(String(describing: view.traceID)) \(view.body) \(view.isError) \(view.hasUsage)
      """
  }
}
