import Testing

@testable import Server

struct HTTPRequestParserTests {
  @Test func readsAPlainRequest() throws {
    let head = try #require(
      outcome(
        "POST /v1/chat/completions?key=a%20b HTTP/1.1\r\nHost: localhost:8080\r\nX-Empty:\r\nContent-Length: 5\r\n\r\nhello"
      ).messages.first?.head)
    #expect(head.method == .post)
    #expect(head.target == HTTPTarget(path: "/v1/chat/completions", query: "key=a%20b"))
    #expect(head.target.queryItem("key") == "a b")
    #expect(head.minorVersion == 1)
    #expect(head.framing == .contentLength(5))
    #expect(head.keepAlive)
    #expect(!head.expectsContinue)
    #expect(head.host == "localhost:8080")
    #expect(head.fields.map(\.name) == ["Host", "X-Empty", "Content-Length"])
    #expect(head.fields.first("x-empty") == "")
    #expect(head.fields.first("absent") == nil)
  }
}
