import Testing

@testable import Translation

struct JSONWriterTests {
  @Test(arguments: [
    ("", #""""#), ("plain", #""plain""#), ("a\"b\\c/", #""a\"b\\c/""#),
    ("\n\r\t\u{0}\u{1F}\u{7F}", "\"\\n\\r\\t\\u0000\\u001f\u{7F}\""),
    ("é中😀\u{2028}", "\"é中😀\u{2028}\""), ("0123456\"", #""0123456\"""#), ("01234567\n", #""01234567\n""#),
  ])
  func escapes(text: String, json: String) throws {
    var output: [UInt8] = []
    JSONWriter.string(text, into: &output)
    #expect(String(decoding: output, as: UTF8.self) == json)
    #expect(try JSONDocument.parse(output).string == text)
    #expect(JSONText(text).string == text)
  }

  @Test func anyBytesBecomeValidJSON() throws {
    var random = SplitMix(seed: 7)
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      var output: [UInt8] = []
      bytes.withUnsafeBytes { JSONWriter.string($0, into: &output) }
      _ = try JSONDocument.parse(output)
    }
  }

  @Test(arguments: [0, 7, -1, 10, 99, 100, 1_234_567_890, Int.max, Int.min])
  func writesIntegers(value: Int) {
    var output: [UInt8] = []
    JSONWriter.integer(value, into: &output)
    #expect(String(decoding: output, as: UTF8.self) == "\(value)")
  }

  @Test(arguments: [0.0, -0.0, 1.5, 1e-7, 5e-324, 1.7976931348623157e308, 0.1])
  func writesDoubles(value: Double) throws {
    var output: [UInt8] = []
    try JSONWriter.number(value, into: &output)
    #expect(try JSONDocument.parse(output).double == value)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func refusesWhatIsNotFinite(value: Double) {
    var output: [UInt8] = []
    #expect(throws: JSONError(offset: 0, .notFinite)) { try JSONWriter.number(value, into: &output) }
    #expect(output.isEmpty)
  }

  @Test func embedsCompactly() throws {
    let json = Array("{ \"a b\" : [1,\n \"x \\\" \\\\ y\"] }".utf8)
    var output: [UInt8] = [UInt8(ascii: "\"")]
    json.withUnsafeBytes { JSONWriter.embed($0, into: &output) }
    output.append(UInt8(ascii: "\""))
    #expect(try JSONDocument.parse(output).string == #"{"a b":[1,"x \" \\ y"]}"#)
  }
}
