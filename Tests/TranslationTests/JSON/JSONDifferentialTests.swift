import Testing

@testable import Translation

/// Replays texts on which Python's json module has given its verdict; see scripts/fuzz-json-corpus.
struct JSONDifferentialTests {
  @Test func agreesWithPython() throws {
    var accepted = 0
    var refused = 0
    for line in try Fixture.text("json/differential.tsv").split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let text = Self.bytes(hex: fields[1])
      let view = try? JSONDocument.parse(text)
      if fields[0] == "+" {
        accepted += 1
        let parsed = try #require(view, "refused: \(fields[1])")
        #expect(Self.canonical(JSONValue(parsed)) == fields[2], "\(fields[1])")
        try Self.roundTrips(parsed)
      } else {
        refused += 1
        #expect(view == nil, "accepted: \(fields[1])")
      }
      #expect(Self.skips(text) == (view != nil), "skip and parse disagree: \(fields[1])")
    }
    #expect(accepted > 1000 && refused > 1000)
  }

  /// Writing and parsing again must not change the value.
  private static func roundTrips(_ view: JSONView) throws {
    var compact: [UInt8] = []
    JSONValue(view).write(into: &compact)
    let again = try JSONDocument.parse(compact)
    #expect(canonical(JSONValue(again)) == canonical(JSONValue(view)))
    var source: [UInt8] = []
    view.write(into: &source)
    #expect(canonical(JSONValue(try JSONDocument.parse(source))) == canonical(JSONValue(view)))
  }

  private static func skips(_ text: [UInt8]) -> Bool {
    text.withUnsafeBytes { buffer in
      var scanner = JSONScanner(buffer)
      do {
        try scanner.skip()
        try scanner.end()
        return true
      } catch {
        return false
      }
    }
  }

  private static func canonical(_ value: JSONValue) -> String {
    switch value {
    case .null: "z"
    case .bool(let flag): flag ? "t" : "f"
    case .number(let number): "n\(number.text)"
    case .string(let text): canonical(text)
    case .array(let elements): "[" + elements.map(canonical).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { canonical($0.key) + ":" + canonical($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static func canonical(_ text: JSONText) -> String {
    let digits = Array("0123456789abcdef")
    return "s" + text.string.utf8.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }

  private static func bytes(hex: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = hex[...]
    while let byte = UInt8(rest.prefix(2), radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
