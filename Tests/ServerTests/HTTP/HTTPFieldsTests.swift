import Testing

@testable import Server

struct HTTPFieldsTests {
  private let fields: HTTPFields = ["Accept": "a", "X-Key": "1", "accept": "b , C;q=1,,d", "Empty": ""]

  @Test func looksUpWithoutCase() {
    #expect(fields.first("ACCEPT") == "a")
    #expect(fields.all("accept") == ["a", "b , C;q=1,,d"])
    #expect(fields.first("empty") == "")
    #expect(fields.first("none") == nil)
    #expect(fields.contains("x-key"))
    #expect(!fields.contains("x-kez"))
    #expect(fields.map(\.name) == ["Accept", "X-Key", "accept", "Empty"])
    #expect(fields.count == 4)
  }

  @Test func onlyLettersHaveCase() {
    let fields: HTTPFields = ["a@b": "1"]
    #expect(!fields.contains("a`b"))
    #expect(fields.contains("A@B"))
  }

  @Test(arguments: [("a", true), ("B", true), ("c", false), ("C;q=1", true), ("d", true), ("", false), ("1", false)])
  func findsTokens(_ token: String, expected: Bool) {
    #expect(fields.contains("Accept", token: token) == expected)
  }

  @Test func comparesByContent() {
    let parsed = outcome("GET / HTTP/1.1\r\nHost:  h \r\nA: b\r\n\r\n").messages.first?.head.fields
    #expect(parsed == ["Host": "h", "A": "b"])
    #expect(parsed != ["Host": "h", "a": "b"])
    #expect(parsed != ["Host": "h"])
  }

  @Test func appendsBehindParsedFields() throws {
    var fields = try #require(outcome("GET / HTTP/1.1\r\nHost: h\r\n\r\n").messages.first).head.fields
    fields.append("X", "y")
    #expect(fields == ["Host": "h", "X": "y"])
  }

  @Test func replacesWhatIsNotUTF8() {
    let result = outcome(Array("GET / HTTP/1.1\r\nHost: h\r\nX: a".utf8) + [0xFF] + Array("\r\n\r\n".utf8))
    #expect(result.messages.first?.head.fields.first("x") == "a\u{FFFD}")
  }
}
