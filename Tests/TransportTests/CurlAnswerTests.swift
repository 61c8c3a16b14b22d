import Glibc
import LoopbackServers
import TestFolders
import Testing
import Transport

/// Answers as servers really send them: interim heads, encodings, malformed ones.
@Suite(.timeLimit(.minutes(1))) struct CurlAnswerTests {
  private func answering(_ bytes: [UInt8], _ seen: Lock<String> = Lock("")) throws -> RawServer {
    try RawServer { connection in
      let head = RawServer.readHead(connection)
      seen.withLock { $0 = head }
      RawServer.write(connection, bytes)
    }
  }

  @Test func `Interim heads are passed over, trailers too`() async throws {
    let server = try answering(
      Array(
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: b\r\n\r\n"
          + "HTTP/1.1 404 Not Found\r\nA: 1\r\nA: 2\r\nB:\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "2\r\nhi\r\n0\r\nHTTP/x: 1\r\nTrailer: 1\r\n\r\n").utf8))
    try await withTransport { transport, _ in
      let response = try await transport.stream(.get(server.url))
      #expect(response.status == 404)
      #expect(response.headers.map(\.name) == ["A", "A", "B", "Transfer-Encoding"])
      #expect(response.headers.map(\.value) == ["1", "2", "", "chunked"])
      #expect(try await response.body.collect(upTo: 10) == Array("hi".utf8))
    }
  }

  @Test func `A redirect is an answer, not an order`() async throws {
    let other = try RawServer { _ in }
    let server = try answering(
      Array("HTTP/1.1 302 Found\r\nLocation: \(other.url)\r\nContent-Length: 0\r\n\r\n".utf8))
    try await withTransport { transport, _ in
      var request = TransportRequest.get(server.url)
      request.headers = [("Authorization", "Bearer x")]
      let status = try await transport.stream(request).status
      #expect(status == 302)
    }
    #expect(other.accepted == 0)
  }

  @Test func `An answer to HEAD, and one without a body, end with their heads`() async throws {
    let server = try answering(Array("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n".utf8))
    try await withTransport { transport, _ in
      for method in ["HEAD", "DELETE"] {
        let response = try await transport.stream(TransportRequest(method: method, url: server.url, proxy: .direct))
        #expect(response.status == 204)
        #expect(try await response.body.collect(upTo: 10).isEmpty)
      }
    }
  }

  @Test(arguments: [
    "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\n" + String(repeating: "X: \(String(repeating: "y", count: 60000))\r\n", count: 5) + "\r\n",
  ])
  func `What is not HTTP is told as a protocol violation`(_ answer: String) async throws {
    let server = try answering(Array(answer.utf8))
    try await withTransport { transport, _ in
      let error = await failure { try await transport.stream(.get(server.url)) }
      if case .protocolViolation = error {} else { Issue.record("\(String(describing: error))") }
    }
  }

  @Test func `A malformed chunk is a protocol violation, a missing one an early close`() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"
    let malformed = try answering(Array((head + "zz\r\n").utf8))
    let missing = try answering(Array(head.utf8))
    try await withTransport { transport, _ in
      let first = try await transport.stream(.get(malformed.url))
      let error = await failure { try await first.body.collect(upTo: 10) }
      if case .protocolViolation = error {} else { Issue.record("\(String(describing: error))") }
      let second = try await transport.stream(.get(missing.url))
      await expectFailure(.closedEarly) { try await second.body.collect(upTo: 10) }
    }
  }

  @Test func `A reset connection is told by whether an answer had begun`() async throws {
    @Sendable func reset(_ connection: Int32) {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }
    let before = try RawServer { connection in
      _ = RawServer.readHead(connection)
      reset(connection)
    }
    let sawHead = Lock(false)
    let inside = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n")
      while !sawHead.withLock({ $0 }) { yieldThread() }
      reset(connection)
    }
    try await withTransport { transport, _ in
      await expectFailure(.closedBeforeFirstByte) { try await transport.stream(.get(before.url)) }
      let response = try await transport.stream(.get(inside.url))
      sawHead.withLock { $0 = true }
      await expectFailure(.closedEarly) { try await response.body.collect(upTo: 10) }
    }
  }

  // MARK: - Encodings

  /// Compressed by Python, whose encoders are not the decoder under test.
  private func compressed(_ python: String) async throws -> [UInt8] {
    let folder = TemporaryFolder()
    let program = "import gzip, zlib; open('\(folder.file("zip"))', 'wb').write(\(python))"
    try await testThreads.run { Result { try Subprocess.run(["python3", "-c", program]) } }.get()
    return try #require(folder.bytes("zip"))
  }

  private func head(_ encoding: String, _ body: [UInt8]) -> [UInt8] {
    Array("HTTP/1.1 200 OK\r\nContent-Encoding: \(encoding)\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
  }

  @Test(arguments: [("gzip", "gzip.compress(b'hello ' * 1000)"), ("deflate", "zlib.compress(b'hello ' * 1000)")])
  func `Compressed answers are decoded where they were asked for`(_ encoding: String, _ python: String) async throws {
    let body = try await compressed(python)
    let seen = Lock("")
    let server = try answering(head(encoding, body), seen)
    try await withTransport { transport, _ in
      var request = TransportRequest.get(server.url)
      // Streams are never asked to be compressed: an event would wait for the next one.
      #expect(try await transport.body(request) == body)
      #expect(!seen.withLock { $0 }.lowercased().contains("accept-encoding"))
      request.acceptsCompression = true
      let text = try await transport.body(request)
      #expect(String(decoding: text, as: UTF8.self) == String(repeating: "hello ", count: 1000))
      #expect(seen.withLock { $0 }.contains("\r\nAccept-Encoding: gzip, deflate\r\n"))
    }
  }

  @Test func `A decoded answer has a bound, whoever reads it`() async throws {
    let bomb = try await compressed("gzip.compress(bytes(100_000_000))")
    #expect(bomb.count < 200_000)
    let server = try answering(head("gzip", bomb))
    try await withTransport { transport, _ in
      var request = TransportRequest.get(server.url)
      request.acceptsCompression = true
      request.decodedLimit = 1_000_000
      let response = try await transport.stream(request)
      var (buffer, count): ([UInt8], Int) = ([], 0)
      let error = await failure {
        while try await response.body.read(into: &buffer) { count += buffer.count }
      }
      #expect(error == .tooLarge(1_000_000))
      #expect(count <= 1_100_000)
    }
  }

  @Test func `A damaged encoding is a protocol violation`() async throws {
    let server = try answering(head("gzip", Array("this is not gzip".utf8)))
    try await withTransport { transport, _ in
      var request = TransportRequest.get(server.url)
      request.acceptsCompression = true
      let error = await failure {
        try await transport.stream(request).body.collect(upTo: 100)
      }
      if case .protocolViolation = error {} else { Issue.record("\(String(describing: error))") }
    }
  }
}
