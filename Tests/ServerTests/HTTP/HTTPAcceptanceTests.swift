import Testing

@testable import Server

/// What is let through, and what is made of it.
struct HTTPAcceptanceTests {
  private func head(_ text: String) throws -> HTTPRequestHead {
    let result = outcome(text)
    #expect(result.error == nil)
    return try #require(result.messages.first).head
  }

  @Test(arguments: [
    ("/", "/", nil, nil),
    ("/a/b?c=d&e", "/a/b", "c=d&e", nil),
    ("/a?", "/a", "", nil),
    ("/a?b?c", "/a", "b?c", nil),
    ("//a", "//a", nil, nil),
    ("/v1beta/models/{model}:generateContent|x", "/v1beta/models/{model}:generateContent|x", nil, nil),
    ("/%zz", "/%zz", nil, nil),
    ("http://other:8080/a?b", "/a", "b", "other:8080"),
    ("HTTPS://other", "/", nil, "other"),
    ("http://other?q", "/", "q", "other"),
    ("http://[::1]:80/", "/", nil, "[::1]:80"),
    ("http://other:/x", "/x", nil, "other:"),
  ])
  func targets(_ raw: String, path: String, query: String?, authority: String?) throws {
    let head = try head("GET \(raw) HTTP/1.1\r\nHost: mine\r\n\r\n")
    #expect(head.target == HTTPTarget(path: path, query: query, authority: authority))
    #expect(head.host == authority ?? "mine")
    #expect(!head.target.isAsterisk)
  }

  @Test func asterisk() throws {
    #expect(try head("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").target.isAsterisk)
    #expect(try head("OPTIONS http://h HTTP/1.1\r\nHost: h\r\n\r\n").target.isAsterisk)
    #expect(try head("OPTIONS http://h/ HTTP/1.1\r\nHost: h\r\n\r\n").target.path == "/")
    #expect(HTTPTarget(path: "*").segments == nil)
  }

  @Test(arguments: [
    "h", "h:1", "h:", "h:65535", "127.0.0.1:80", "[::1]", "[::1]:443", "[::ffff:1.2.3.4]", "a-b_c.~d", "a%20b", "",
    "!$&'()*+,;=",
  ])
  func hosts(_ host: String) throws {
    #expect(try head("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").host == host)
  }

  @Test func hostMayBeMissingInHTTP10() throws {
    #expect(try head("GET / HTTP/1.0\r\n\r\n").host == nil)
    #expect(try head("GET http://h/ HTTP/1.0\r\n\r\n").host == "h")
  }

  @Test(arguments: [
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", "PURGE", "M-SEARCH", "!#$%&'*+-.^_`|~09",
  ])
  func methods(_ name: String) throws {
    let method = try head("\(name) / HTTP/1.1\r\nHost: h\r\n\r\n").method
    #expect(method.name == name)
    #expect(method == HTTPMethod(name))
  }

  @Test func methodsMustBeTokens() {
    for name in ["", "A B", "A:", "\u{E9}", "A\r\n"] { #expect(HTTPMethod(name) == nil) }
    #expect(HTTPMethod("get") == .other("get"))
  }

  @Test(arguments: [
    ("1.1", "", true), ("1.1", "Connection: close\r\n", false), ("1.1", "Connection: x, CLOSE ,y\r\n", false),
    ("1.1", "Connection: closed\r\n", true), ("1.1", "Connection: keep-alive\r\nConnection: close\r\n", false),
    ("1.1", "Connection: ,,\r\n", true), ("1.1", "Connection: upgrade\r\n", true), ("1.0", "", false),
    ("1.0", "Connection: Keep-Alive\r\n", true), ("1.0", "Connection: keep-alive, close\r\n", false),
    ("1.0", "Connection: x\r\nConnection: keep-alive\r\n", true),
  ])
  func keepAlive(_ version: String, _ fields: String, expected: Bool) throws {
    #expect(try head("GET / HTTP/\(version)\r\nHost: h\r\n\(fields)\r\n").keepAlive == expected)
  }

  @Test(arguments: [
    ("1.1", "Content-Length: 1\r\nExpect: 100-continue\r\n", true),
    ("1.1", "Content-Length: 1\r\nExpect: 100-Continue \r\n", true),
    ("1.1", "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n", true),
    ("1.1", "Content-Length: 0\r\nExpect: 100-continue\r\n", false),
    ("1.1", "Expect: 100-continue\r\n", false),
    ("1.0", "Content-Length: 1\r\nExpect: 100-continue\r\n", false),
    ("1.0", "Content-Length: 1\r\nExpect: anything\r\n", false),
  ])
  func expectations(_ version: String, _ fields: String, expected: Bool) throws {
    #expect(try head("POST / HTTP/\(version)\r\nHost: h\r\n\(fields)\r\n").expectsContinue == expected)
  }

  @Test(arguments: [
    ("", HTTPRequestHead.Framing.none), ("Content-Length: 0\r\n", .contentLength(0)),
    ("Content-Length:\t 007 \r\n", .contentLength(7)),
    ("content-length: 18446744073709551615\r\n", .contentLength(.max)), ("Transfer-Encoding: chunked\r\n", .chunked),
    ("TRANSFER-ENCODING: \tChunked\t\r\n", .chunked),
  ])
  func framings(_ fields: String, expected: HTTPRequestHead.Framing) throws {
    #expect(try head("POST / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n").framing == expected)
  }

  @Test(arguments: [
    ("0\r\n\r\n", ""), ("000\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"),
    ("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc"),
    ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789"), ("0000000a\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
    ("1;a\r\nx\r\n0;b=\"c\"\r\n\r\n", "x"), ("1; a = b\t\r\nx\r\n0\r\n\r\n", "x"), ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
    ("1\r\nx\r\n0\r\nDigest: a\r\nX:\r\n\r\n", "x"), ("0\r\nContent-MD5: nonsense\r\n\r\n", ""),
  ])
  func chunkedBodies(_ chunks: String, body: String) throws {
    let result = outcome("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)")
    #expect(result.error == nil)
    let message = try #require(result.messages.first)
    #expect(message.isComplete)
    #expect(message.body == Array(body.utf8))
    #expect(result.isBetweenMessages)
    #expect(!message.head.fields.contains("digest"))
  }

  @Test func headMayFillItsLimitsExactly() throws {
    var limits = HTTPLimits()
    let text = "GET /abc HTTP/1.1\r\nHost: h\r\nA: b\r\n\r\n"
    limits.maxHeadBytes = text.utf8.count
    limits.maxFields = 2
    limits.maxTargetBytes = 4
    #expect(outcome(text, limits: limits).error == nil)
    limits.maxHeadBytes -= 1
    #expect(outcome(text, limits: limits).error?.status == 431)
    limits.maxHeadBytes = 12
    #expect(outcome(text, limits: limits).error?.status == 414)
    limits = HTTPLimits()
    limits.maxFields = 1
    #expect(outcome(text, limits: limits).error?.status == 431)
    limits = HTTPLimits()
    limits.maxTargetBytes = 3
    #expect(outcome(text, limits: limits).error?.status == 414)
  }

  @Test func limitsAreFoundBeforeTheHeadEnds() {
    #expect(outcome("GET /" + String(repeating: "a", count: 32763)).error?.status == 414)
    #expect(outcome("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 32749)).error?.status == 431)
    #expect(outcome("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 32748)).error == nil)
  }
}
