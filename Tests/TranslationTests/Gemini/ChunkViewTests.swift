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

  /// The events of a stream differ in little; what is read with the help of the one before is read as if there were none.
  @Test func eventsOfAStreamAreReadAsIfAlone() throws {
    let heads = [
      #"{"response":{"candidates":[{"content":{"role":"model","parts":[{"text":""#,
      #"{"response": {"candidates": [{"index": 0,"content": {"parts": [{"thought": true,"text": ""#,
      #"{"candidates":[{"index":3,"content":{"parts":[{"text":"a","text":""#,
      #"{"responseId":"early","candidates":[{"content":{"parts":[{"text":""#,
      #"{"candidates":[{"content":{"parts":[{"thoughtSignature":"c2ln","text":""#,
    ]
    let texts = ["a", "", #"\n\"x\u00e9"#, "天空", "{}", #"broken \q"#, #"","thought":true,"x":""#]
    let middles = [
      #""}]}}],"usageMetadata": "#, #""}],"role":"model"},"finishReason":"STOP"}],"usageMetadata":"#,
      #""},{"text":"second"}]}}],"usageMetadata":"#, #""}]}}],"usageMetadata":{"totalTokenCount":1},"usageMetadata":"#,
      #"","thought":false}]}}],"promptFeedback":{"blockReason":"OTHER"},"usageMetadata":"#,
    ]
    let counts = [
      #"{"promptTokenCount":9,"candidatesTokenCount":1}"#, #"{"promptTokenCount":9,"candidatesTokenCount":12345}"#,
      #"{"promptTokensDetails":[{"modality":"TEXT","tokenCount":8}],"totalTokenCount":"17"}"#, "null", "{", "[1]",
    ]
    let tails = [
      #","modelVersion":"m","responseId":"r"},"traceId":"t"}"#, #","modelVersion":"m","responseId":"r"}"#,
      #","error":{"code":1}}"#, "}", "}}",
    ]
    var random = SplitMix(seed: 11)
    var (used, known) = (ChunkView(), 0)
    for _ in 0..<2_000 {
      // The beginning and the end stay for a while.
      let (head, tail) = (
        try #require(heads.randomElement(using: &random)), try #require(tails.randomElement(using: &random))
      )
      var middle = try #require(middles.randomElement(using: &random))
      for _ in 0..<8 {
        if Int.random(in: 0..<6, using: &random) == 0 {
          middle = try #require(middles.randomElement(using: &random))
        }
        let text = try #require(texts.randomElement(using: &random))
        let count = try #require(counts.randomElement(using: &random))
        let payload = Array((head + text + middle + count + tail).utf8)
        var fresh = ChunkView()
        let expected = Self.scan(payload, &fresh)
        #expect(Self.scan(payload, &used) == expected, "\(String(decoding: payload, as: UTF8.self))")
        if used.usageStart == nil, used.hasUsage, used.isFinished { known += 1 }
      }
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
      \(String(describing: view.traceID)) \(view.body) \(view.isError) \(view.hasUsage) \(view.isBareEnvelope) \
      \(view.candidates.map { "\(String(describing: $0.missingParts))" }) \(String(describing: view.blockReason))
      """
  }
}
