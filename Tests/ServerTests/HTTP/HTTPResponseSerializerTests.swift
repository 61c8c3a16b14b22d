import Testing

@testable import Server

struct HTTPResponseSerializerTests {
  private func answer(
    _ request: HTTPRequestHead,
    status: Int = 200,
    body: HTTPResponseSerializer.BodyLength,
    batches: [String] = ["data: 1\n\n", "", "data: 2\n\n"],
    fields: HTTPFields = ["Content-Type": "text/event-stream"]
  ) throws -> (text: String, keepAlive: Bool) {
    var serializer = HTTPResponseSerializer(answering: request)
    var output: [UInt8] = Array("earlier|".utf8)
    try serializer.appendHead(HTTPResponseHead(status: status, fields: fields), body: body, to: &output)
    for batch in batches {
      let mark = serializer.beginChunk(in: &output)
      output.append(contentsOf: batch.utf8)
      serializer.endChunk(mark, in: &output)
    }
    serializer.appendEnd(to: &output)
    return (String(decoding: output.dropFirst(8), as: UTF8.self), serializer.keepAlive)
  }

  private func request(
    _ method: HTTPMethod = .get, minorVersion: Int = 1, keepAlive: Bool = true
  ) -> HTTPRequestHead {
    HTTPRequestHead(method: method, target: HTTPTarget(path: "/"), minorVersion: minorVersion, keepAlive: keepAlive)
  }

  @Test func streamsInChunks() throws {
    let (text, keepAlive) = try answer(request(), body: .unknown)
    #expect(keepAlive)
    #expect(
      text == "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "00000009\r\ndata: 1\n\n\r\n00000009\r\ndata: 2\n\n\r\n0\r\n\r\n")
  }

  @Test func writesSizesInHexadecimal() throws {
    let (text, _) = try answer(request(), body: .unknown, batches: [String(repeating: "x", count: 0x1ABCF)])
    #expect(text.contains("\r\n\r\n0001abcf\r\nxxx"))
  }

  @Test func streamsToHTTP10ByClosing() throws {
    let (text, keepAlive) = try answer(request(minorVersion: 0), body: .unknown)
    #expect(!keepAlive)
    #expect(
      text == "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: 1\n\ndata: 2\n\n")
  }

  @Test func keepsHTTP10AliveWhenTheLengthIsKnown() throws {
    let (text, keepAlive) = try answer(request(minorVersion: 0), body: .bytes(2), batches: ["ok"], fields: [:])
    #expect(keepAlive)
    #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok")
  }

  @Test func saysCloseWhenTheClientDid() throws {
    let (text, keepAlive) = try answer(request(keepAlive: false), body: .bytes(0), batches: [], fields: [:])
    #expect(!keepAlive)
    #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
  }

  @Test func sendsNoBodyForHead() throws {
    #expect(
      try answer(request(.head), body: .bytes(18), fields: [:]).text == "HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n")
    #expect(
      try answer(request(.head), body: .unknown, fields: [:]).text
        == "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    let old = try answer(request(.head, minorVersion: 0), body: .unknown, fields: [:])
    #expect(old.keepAlive)
    #expect(old.text == "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\n")
  }

  @Test(
    arguments: [(204, "No Content"), (304, "Not Modified")], [HTTPResponseSerializer.BodyLength.unknown, .bytes(9)])
  func sendsNoBodyForStatus(_ status: (Int, String), body: HTTPResponseSerializer.BodyLength) throws {
    #expect(
      try answer(request(), status: status.0, body: body, fields: [:]).text
        == "HTTP/1.1 \(status.0) \(status.1)\r\n\r\n")
  }

  @Test func closesAfterWhatWasNoRequest() throws {
    var serializer = HTTPResponseSerializer()
    var output: [UInt8] = []
    try serializer.appendHead(HTTPResponseHead(status: 431), body: .bytes(0), to: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    #expect(!serializer.keepAlive)
  }

  @Test func closesOnDemand() throws {
    var serializer = HTTPResponseSerializer(answering: request())
    serializer.closeAfterResponse()
    var output: [UInt8] = []
    try serializer.appendHead(HTTPResponseHead(status: 599), body: .bytes(0), to: &output)
    #expect(
      String(decoding: output, as: UTF8.self) == "HTTP/1.1 599 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
  }

  @Test(arguments: [
    (200, "X\r\nY", "a", HTTPResponseSerializer.InvalidHead.fieldName("X\r\nY")),
    (200, "", "a", .fieldName("")),
    (200, "X Y", "a", .fieldName("X Y")),
    (200, "X:", "a", .fieldName("X:")),
    (200, "X", "a\r\nSet-Cookie: b", .fieldValue(name: "X")),
    (200, "X", "a\nb", .fieldValue(name: "X")),
    (200, "X", "a\u{0}", .fieldValue(name: "X")),
    (200, "X", "\u{7F}", .fieldValue(name: "X")),
    (200, "content-length", "1", .reservedField("content-length")),
    (200, "Transfer-Encoding", "chunked", .reservedField("Transfer-Encoding")),
    (200, "connection", "close", .reservedField("connection")),
    (100, "X", "a", .status(100)),
    (600, "X", "a", .status(600)),
    (-1, "X", "a", .status(-1)),
  ])
  func refusesWhatMustNotBeSent(
    _ status: Int, name: String, value: String, error: HTTPResponseSerializer.InvalidHead
  ) {
    var serializer = HTTPResponseSerializer(answering: request())
    var output: [UInt8] = [1, 2]
    #expect(throws: error) {
      try serializer.appendHead(HTTPResponseHead(status: status, fields: [name: value]), body: .unknown, to: &output)
    }
    #expect(output == [1, 2])
  }

  @Test func letsTabsAndUnicodeThrough() throws {
    let (text, _) = try answer(request(), body: .bytes(0), batches: [], fields: ["X": "a\tb \u{E9}"])
    #expect(text.contains("X: a\tb \u{E9}\r\n"))
  }

  @Test func continues() {
    #expect(String(decoding: HTTPResponseSerializer.continueResponse, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
  }
}
