import Testing

@testable import Translation

struct JSONDocumentTests {
  @Test(arguments: [
    ("", 0, JSONError.Reason.unexpectedEnd),
    ("  ", 2, .unexpectedEnd),
    ("\u{FEFF}{}", 0, .byteOrderMark),
    ("{} x", 3, .trailingData),
    ("[1,]", 3, .expectedValue),
    ("{\"a\":1,}", 7, .expectedKey),
    ("{\"a\" 1}", 5, .expectedColon),
    ("[1 2]", 3, .expectedCommaOrEnd),
    ("{\"a\":1]", 6, .expectedCommaOrEnd),
    ("01", 0, .invalidNumber),
    ("-", 1, .invalidNumber),
    ("1.e1", 2, .invalidNumber),
    ("\"a\u{1}\"", 2, .controlCharacter),
    ("\"a\\x\"", 2, .invalidEscape),
    ("\"abc", 4, .unexpectedEnd),
    ("tru", 0, .expectedValue),
  ])
  func saysWhereAndWhy(text: String, offset: Int, reason: JSONError.Reason) {
    #expect(throws: JSONError(offset: offset, reason)) { try JSONDocument.parse(Array(text.utf8)) }
  }

  @Test func refusesInvalidUTF8() {
    for tail in [[0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF]] as [[UInt8]] {
      let text = [UInt8(ascii: "\"")] + tail + [UInt8(ascii: "\"")]
      #expect(throws: JSONError(offset: 1, .invalidUTF8)) { try JSONDocument.parse(text) }
    }
  }

  @Test(arguments: [512, 513])
  func boundsTheDepth(depth: Int) {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let text = Array((String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
      let isLegal = depth <= JSONScanner.maximumDepth
      #expect(((try? JSONDocument.parse(text)) != nil) == isLegal)
      text.withUnsafeBytes { buffer in
        var scanner = JSONScanner(buffer)
        #expect((try? scanner.skip()) == (isLegal ? 0..<text.count : nil))
      }
      if isLegal, let view = try? JSONDocument.parse(text) {
        var copy: [UInt8] = []
        JSONValue(view).write(into: &copy)
        #expect(copy == text)
      }
    }
  }

  @Test func mixedNestingBeyondOneWordKeepsItsKinds() throws {
    let open = String(repeating: "[{\"a\":", count: 100)
    let close = String(repeating: "}]", count: 100)
    _ = try JSONDocument.parse(Array((open + "1" + close).utf8))
    let wrong = Array((open + "1" + String(repeating: "]}", count: 100)).utf8)
    wrong.withUnsafeBytes { buffer in
      var scanner = JSONScanner(buffer)
      #expect(throws: JSONError(offset: open.utf8.count + 1, .expectedCommaOrEnd)) { try scanner.skip() }
    }
  }

  @Test func readsValues() throws {
    let view = try JSONDocument.parse(
      Array(
        #"{"a":[1,-2.50,true,null,"x\n\u00e9\ud83d\ude00"],"b":{},"a":"last","n":1e2,"big":12345678901234567890}"#.utf8)
    )
    #expect(view["a"]?.string == "last")
    #expect(view["b"]?.kind == .object)
    #expect(view["c"] == nil)
    #expect(view["n"]?.int == 100)
    #expect(view["big"]?.int == nil)
    #expect(view["big"]?.numberText == "12345678901234567890")
    #expect(view.members.map(\.key.string) == ["a", "b", "a", "n", "big"])
    let first = try #require(view.members.first?.value)
    #expect(first.elements.map(\.kind) == [.number, .number, .bool, .null, .string])
    #expect(first[1]?.double == -2.5)
    #expect(first[1]?.numberText == "-2.50")
    #expect(first[4]?.string == "x\né😀")
    #expect(first[5] == nil)
    #expect(first[-1] == nil)
  }

  @Test func namesPaths() throws {
    let view = try JSONDocument.parse(Array(#"{"messages":[{},{"content":[0,{"te\u0078t":null}]}]}"#.utf8))
    let message = try #require(view["messages"]?[1])
    #expect(message["content"]?[1]?["text"]?.path == "messages[1].content[1].text")
    #expect(message.path(of: "role") == "messages[1].role")
    #expect(view.path == "")
    #expect(view.path(of: "model") == "model")
  }

  @Test func matchesEscapedKeys() throws {
    let view = try JSONDocument.parse(Array(#"{"m\u006fdel":"g","model\n":1}"#.utf8))
    #expect(view["model"]?.string == "g")
    #expect(view["model\n"]?.int == 1)
  }

  @Test func replacesLoneSurrogates() throws {
    let view = try JSONDocument.parse(Array(#""a\ud800b\udc00\ud83d\ude00\\ud800""#.utf8))
    #expect(view.string == "a\u{FFFD}b\u{FFFD}😀\\ud800")
    var copy: [UInt8] = []
    view.text?.write(into: &copy)
    #expect(String(decoding: copy, as: UTF8.self) == #""a\ufffdb\ufffd\ud83d\ude00\\ud800""#)
  }

  /// Each would take minutes if a step looked back at what it had seen.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("\"", "\\n", "\""), ("\"", "é", "\""), ("\"", "\\ud800", "\""), ("[", "1,", "1]"), ("", " ", "1"),
      ("{", "\"k\":1,", "\"k\":1}"), ("", "9", ""), ("[", "[],", "0]"), ("[", "\"", ""), ("[1", ",", ""),
    ])
  func isLinear(head: String, body: String, tail: String) {
    let text = Array((head + String(repeating: body, count: 1_000_000) + tail).utf8)
    if let view = try? JSONDocument.parse(text) {
      _ = view.string
      _ = view.int
      _ = view["k"]
      _ = view.members.count
    }
  }
}
