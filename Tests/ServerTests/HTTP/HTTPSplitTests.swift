import Testing

@testable import Server

/// Events do not depend on how the bytes arrive.
struct HTTPSplitTests {
  static let corpus: [String] = [
    "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
    "\r\n\r\nGET /a?b=c HTTP/1.0\r\nConnection: keep-alive\r\nX: \t y z \t\r\n\r\n",
    "POST /v1/messages HTTP/1.1\r\nHost: h:1\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\nhello world",
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\nA: b\r\nC: d\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "GET http://a:1/b HTTP/1.1\r\nHost: h\r\nX-Obs: caf\u{E9}\r\n\r\n",
    // Pipelined: lengths, chunks and none in one stream, with an empty line between.
    "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcPOST /2 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "2\r\nde\r\n0\r\n\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\nHEAD /4 HTTP/1.1\r\nHost: h\r\n\r\n",
    // Sound, then broken at each stage.
    "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\nHost: h\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwor",
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nbad trailer\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n",
    "GET / HTTP/3.0\r\nHost: h\nX: y\r\n\r\n",
  ]

  @Test(arguments: corpus)
  func everySplit(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = outcome(bytes)
    for split in bytes.indices {
      #expect(outcome(pieces: [bytes[..<split], bytes[split...]]) == whole, "split at \(split)")
    }
    for size in [1, 2, 3, 7] {
      let pieces = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
      #expect(outcome(pieces: pieces) == whole, "pieces of \(size)")
    }
  }

  @Test func pipelinedMessagesComeInOrder() {
    let result = outcome(Self.corpus[7])
    #expect(result.error == nil)
    #expect(result.messages.map(\.head.target.path) == ["/1", "/2", "/3", "/4"])
    #expect(result.messages.map { String(decoding: $0.body, as: UTF8.self) } == ["abc", "de", "", ""])
    #expect(result.messages.allSatisfy { $0.isComplete })
    #expect(result.isBetweenMessages)
  }

  @Test func bytesOfTheNextRequestStayBuffered() throws {
    var parser = HTTPRequestParser()
    let next = "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n"
    let text = Array(("POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab" + next).utf8)
    var body: [UInt8] = []
    #expect(parser.isBetweenMessages)
    text.withUnsafeBytes { parser.append($0) }
    #expect(!parser.isBetweenMessages)
    guard case .head = try parser.next(appendingBodyTo: &body) else {
      Issue.record("no head")
      return
    }
    #expect(try parser.next(appendingBodyTo: &body) == .body(2))
    #expect(!parser.isBetweenMessages)
    #expect(try parser.next(appendingBodyTo: &body) == .end)
    #expect(parser.bufferedBytes == next.utf8.count)
    #expect(!parser.isBetweenMessages)
    guard case .head(let head) = try parser.nextDroppingBody() else {
      Issue.record("no second head")
      return
    }
    #expect(head.target.path == "/2")
    #expect(!parser.isBetweenMessages)
    #expect(try parser.nextDroppingBody() == .end)
    #expect(parser.isBetweenMessages)
    #expect(try parser.nextDroppingBody() == .needMore)
    #expect(body == Array("ab".utf8))
  }

  @Test func dropsBodiesItIsToldToDrop() throws {
    var parser = HTTPRequestParser()
    let text = Array(
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n".utf8)
    text.withUnsafeBytes { parser.append($0) }
    _ = try parser.nextDroppingBody()
    #expect(try parser.nextDroppingBody() == .body(5))
    #expect(try parser.nextDroppingBody() == .end)
  }

  @Test func reservesNothingForWhatIsOnlyPromised() throws {
    var parser = HTTPRequestParser()
    var body: [UInt8] = []
    let text = Array("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(UInt64.max)\r\n\r\nabc".utf8)
    text.withUnsafeBytes { parser.append($0) }
    _ = try parser.next(appendingBodyTo: &body)
    #expect(try parser.next(appendingBodyTo: &body) == .body(3))
    #expect(try parser.next(appendingBodyTo: &body) == .needMore)
    #expect(body.capacity < 1024)
  }

  @Test func longPipelinesDoNotGrowTheBuffer() throws {
    // Half a request ahead at all times, so the buffer is never empty when bytes are appended.
    let text = Array("GET / HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
    var parser = HTTPRequestParser()
    var requests = 0
    text[..<14].withUnsafeBytes { parser.append($0) }
    for _ in 0..<10000 {
      text[14...].withUnsafeBytes { parser.append($0) }
      text[..<14].withUnsafeBytes { parser.append($0) }
      while try parser.nextDroppingBody() != .needMore { requests += 1 }
      #expect(parser.bufferedBytes == 14)
    }
    #expect(requests == 20000)
  }
}
