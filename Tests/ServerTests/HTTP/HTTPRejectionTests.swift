import Testing

@testable import Server

/// One table a rule: what is refused, and with which status.
struct HTTPRejectionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var request: String
    var status: Int
    var testDescription: String { "\(status): \(request.prefix(90).debugDescription)" }

    init(_ request: String, _ status: Int = 400) {
      self.request = request
      self.status = status
    }

    /// A request that is sound but for these lines.
    static func fields(_ lines: String, _ status: Int = 400, version: String = "HTTP/1.1") -> Case {
      Case("POST / \(version)\r\nHost: h\r\n\(lines)\r\n\r\n", status)
    }

    static func target(_ target: String, _ status: Int = 400, method: String = "GET") -> Case {
      Case("\(method) \(target) HTTP/1.1\r\nHost: h\r\n\r\n", status)
    }

    static func version(_ version: String, _ status: Int = 400) -> Case {
      Case("GET / \(version)\r\nHost: h\r\n\r\n", status)
    }

    static func host(_ value: String) -> Case { Case("GET / HTTP/1.1\r\nHost: \(value)\r\n\r\n") }

    static func chunks(_ body: String, _ status: Int = 400) -> Case {
      Case("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(body)", status)
    }
  }

  static let requestLines: [Case] = [
    Case("\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("\rGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case(" GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("GET  / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("GET /  HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("GET / HTTP/1.1 \r\nHost: h\r\n\r\n"),
    Case("GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("GET /\r\nHost: h\r\n\r\n"),
    Case("GET\r\nHost: h\r\n\r\n"),
    Case("GET HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("G(T / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("G\u{E9}T / HTTP/1.1\r\nHost: h\r\n\r\n"),
    Case("Host: h\r\n\r\n"),
    .version("HTTP/1.2", 505),
    .version("HTTP/2.0", 505),
    .version("HTTP/0.9", 505),
    .version("HTTP/9.9", 505),
    .version("HTTP/1"),
    .version("HTTP/1."),
    .version("HTTP/1.10"),
    .version("HTTP/11.1"),
    .version("HTTP/1,1"),
    .version("HTTP/x.y"),
    .version("http/1.1"),
    .version("HTTPS/1.1"),
    .version("ICY/1.1"),
    Case("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    Case("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}"),
  ]

  static let targets: [Case] = [
    .target("*"),
    .target("a/b"),
    .target("?q"),
    .target("//h\u{7F}"),
    .target("/caf\u{E9}"),
    .target("/a#b"),
    .target("http:///a"),
    .target("http://"),
    .target("http://u@h/a"),
    .target("http://u:p@h/a"),
    .target("http://h:x/a"),
    .target("http://h:65536/"),
    .target("http:/h/a"),
    .target("ftp://h/a"),
    .target("h:443"),
    .target("h:443", 501, method: "CONNECT"),
    .target("/a", 501, method: "CONNECT"),
    .target("**", method: "OPTIONS"),
    .target("/" + String(repeating: "a", count: 8192), 414),
    .target("/" + String(repeating: "a", count: 40000), 414),
  ]

  static let hosts: [Case] = [
    Case("GET / HTTP/1.1\r\n\r\n"),
    Case("GET http://h/ HTTP/1.1\r\n\r\n"),
    Case("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"),
    Case("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
    Case("GET / HTTP/1.0\r\nHost: a b\r\n\r\n"),
    .host("a b"), .host("a/b"), .host("a@b"), .host("a%"), .host("a%2"), .host("a%zz"), .host("a:b"), .host("a:1:2"),
    .host(":80"),
    .host("a:123456"), .host("a:65536"), .host("a:+1"), .host("[::1"), .host("::1"), .host("[::1]x"), .host("[::1]:x"),
    .host("x[::1]"), .host("[]"), .host("[fe80::1%25eth0]"), .host("h\u{E9}"), .host("a\\b"), .host("\"a\""),
    .host("<a>"),
    .host("[1]"), .host("a?b"), .host("a#b"),
  ]

  static let fieldLines: [Case] = [
    .fields(" folded"), .fields("\tfolded"), .fields("X: a\r\n b"), .fields("X: a\r\n\tb"),
    .fields("X : a"), .fields("X\t: a"), .fields(": a"), .fields("X"), .fields("X Y: a"), .fields("X(: a"),
    .fields("\u{E9}: a"), .fields("X: a\u{0}b"), .fields("X: a\rb"), .fields("X: a\nb"), .fields("X: a\r\r"),
    .fields("X: a\u{1}b"), .fields("X: a\u{B}b"), .fields("X: a\u{7F}b"), .fields("X: \u{1B}[0m"), .fields("X\u{0}: a"),
    .fields("X: a\nY: b"), .fields("X: a\r\n\nY: b"),
    Case("GET / HTTP/1.1\nHost: h\n\n"),
    Case("GET / HTTP/1.1\r\nHost: h\n\r\n"),
    Case("GET / HTTP/1.1\r\nHost: h\r\n\n"),
    Case("GET / HTTP/1.1\r\n Host: h\r\n\r\n"),
    .fields((1...100).map { "X\($0): a" }.joined(separator: "\r\n"), 431),
    .fields("X: " + String(repeating: "a", count: 32768), 431),
    .fields((1...99).map { "X\($0): \(String(repeating: "a", count: 400))" }.joined(separator: "\r\n"), 431),
  ]

  static let framings: [Case] = [
    .fields("Content-Length: 5\r\nTransfer-Encoding: chunked"),
    .fields("Transfer-Encoding: chunked\r\nContent-Length: 5"),
    .fields("Content-Length: 5\r\nContent-Length: 6"),
    .fields("Content-Length: 5\r\nContent-Length: 5"),
    .fields("Content-Length: 5, 5"), .fields("Content-Length: 5,6"), .fields("Content-Length:"),
    .fields("Content-Length: +5"), .fields("Content-Length: -5"), .fields("Content-Length: 0x5"),
    .fields("Content-Length: 5 5"), .fields("Content-Length: 5;a"), .fields("Content-Length: five"),
    .fields("Content-Length: \"5\""), .fields("Content-Length: 5.0"), .fields("Content-Length: 1e3"),
    .fields("Content-Length: 18446744073709551616"), .fields("Content-Length: 99999999999999999999999"),
    .fields("Transfer-Encoding: identity"), .fields("Transfer-Encoding: gzip"), .fields("Transfer-Encoding:"),
    .fields("Transfer-Encoding: chunked, gzip"), .fields("Transfer-Encoding: chunked, chunked"),
    .fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), .fields("Transfer-Encoding: chunked,"),
    .fields("Transfer-Encoding: ,chunked"), .fields("Transfer-Encoding: xchunked"),
    .fields("Transfer-Encoding: chunked;q=1"), .fields("Transfer-Encoding: \"chunked\""),
    .fields("Transfer-Encoding: \u{B}chunked"), .fields("Transfer-Encoding: chunked\u{A0}"),
    .fields("Transfer-Encoding : chunked"), .fields("Transfer-Encoding: chunked", version: "HTTP/1.0"),
    .fields("Transfer-Encoding: gzip, chunked", 501),
    .fields("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", 501),
    .fields("Expect: 200-ok", 417), .fields("Expect: 100-continue, x", 417), .fields("Expect:", 417),
    .fields("Expect: 100-continue\r\nExpect: x", 417),
  ]

  static let chunks: [Case] = [
    .chunks("\r\n"), .chunks("+5\r\nhello\r\n"), .chunks("-5\r\n"), .chunks("0x5\r\nhello\r\n"),
    .chunks(" 5\r\nhello\r\n"),
    .chunks("5 \r\nhello\r\n"), .chunks("5 ;a\r\nhello\r\n"), .chunks("5\t\r\nhello\r\n"), .chunks("g\r\n"),
    .chunks("5\nhello\r\n"), .chunks("5\rhello\r\n"), .chunks("5\r\nhello\n"), .chunks("5\r\nhello\r0"),
    .chunks("5\r\nhello0\r\n\r\n"), .chunks("5\r\nhello!\r\n0\r\n\r\n"), .chunks("5\r\nhell\r\n0\r\n\r\n"),
    .chunks("10000000000000000\r\n"), .chunks("00000000000000005\r\nhello\r\n"), .chunks("5;a\u{0}\r\nhello\r\n"),
    .chunks("5;a\nhello\r\n"), .chunks(";a\r\n"), .chunks("5,a\r\nhello\r\n"),
    .chunks("5;" + String(repeating: "a", count: 5000)),
    .chunks(String(repeating: "1;" + String(repeating: "a", count: 100) + "\r\nx\r\n", count: 50)),
    .chunks("0\r\nX : a\r\n\r\n"), .chunks("0\r\n: a\r\n\r\n"), .chunks("0\r\nX\r\n\r\n"),
    .chunks("0\r\n folded\r\n\r\n"),
    .chunks("0\r\nX: a\n\r\n"), .chunks("0\r\nX: \u{0}\r\n\r\n"), .chunks("0\r\n\n"),
    .chunks("0\r\ncontent-length: 5\r\n\r\n"), .chunks("0\r\nTransfer-Encoding: chunked\r\n\r\n"), .chunks("0\n\n"),
    .chunks("0\r\n\rX"),
    .chunks("0\r\nX: " + String(repeating: "a", count: 8192) + "\r\n\r\n", 431),
    .chunks("0\r\n" + (1...101).map { "X\($0): a\r\n" }.joined() + "\r\n", 431),
  ]

  @Test(arguments: [requestLines, targets, hosts, fieldLines, framings, chunks].joined())
  func refuses(_ test: Case) {
    let bytes = Array(test.request.utf8)
    let whole = outcome(bytes)
    #expect(whole.error?.status == test.status)
    #expect(!whole.isBetweenMessages)
    #expect(whole.leftOver == 0)
    #expect(outcome(pieces: bytes.indices.map { bytes[$0...$0] }) == whole)
  }

  @Test func repeatsItsErrorAndDropsWhatFollows() throws {
    var parser = HTTPRequestParser()
    let bytes = Array("nonsense\r\n\r\n".utf8)
    bytes.withUnsafeBytes { parser.append($0) }
    let first = try #require(throws: HTTPParseError.self) { try parser.nextDroppingBody() }
    bytes.withUnsafeBytes { parser.append($0) }
    #expect(parser.bufferedBytes == 0)
    #expect(first.status == 400)
    #expect(throws: first) { try parser.nextDroppingBody() }
  }
}
