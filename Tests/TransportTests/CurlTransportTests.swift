import LoopbackServers
import Testing
import Transport

@Suite(.timeLimit(.minutes(2))) struct CurlTransportTests {
  private static let head = "HTTP/1.1 200 OK\r\n"

  @Test func `Status, repeated headers and a body with a length arrive`() async throws {
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
      RawServer.write(connection, "HTTP/1.1 201 Created\r\nX-A: 1\r\nx-a:  2 \r\nContent-Length: 5\r\n\r\nhello")
    }
    try await withTransport { transport, _ in
      let response = try await transport.stream(.get(server.url))
      #expect(response.status == 201)
      #expect(response.headers.filter { $0.name.lowercased() == "x-a" }.map(\.value) == ["1", "2"])
      #expect(response.header("link") == nil)
      #expect(try await response.body.collect(upTo: 100) == Array("hello".utf8))
    }
  }

  @Test func `A name that is not found does not spoil the request after it`() async throws {
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "Content-Length: 2\r\n\r\nok")
    }
    try await withTransport { transport, _ in
      await #expect(throws: TransportError.self) {
        try await transport.stream(TransportRequest(url: "http://nowhere.invalid/", proxy: .direct))
      }
      let response = try await transport.stream(TransportRequest(url: server.url, proxy: .direct))
      #expect(try await response.body.collect(upTo: 100) == Array("ok".utf8))
    }
  }

  @Test func `Chunks are delivered as they come, one byte a packet too`() async throws {
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "Transfer-Encoding: chunked\r\n\r\n")
      for byte in "5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\n\r\n".utf8 { RawServer.write(connection, [byte]) }
    }
    try await withTransport { transport, _ in
      let response = try await transport.stream(.get(server.url))
      #expect(String(decoding: try await response.body.collect(upTo: 100), as: UTF8.self) == "hello world")
    }
  }

  @Test func `A request body of several pieces is sent whole with its headers`() async throws {
    let seen = Lock<(String, [UInt8])>(("", []))
    let pieces = (0..<20).map { [UInt8](repeating: UInt8($0), count: 50_000) }
    let server = try RawServer { connection in
      let head = RawServer.readHead(connection)
      let body = RawServer.read(connection, count: 1_000_000)
      seen.withLock { $0 = (head, body) }
      RawServer.write(connection, Self.head + "Content-Length: 0\r\n\r\n")
    }
    try await withTransport { transport, _ in
      let response = try await transport.stream(
        TransportRequest(
          method: "POST", url: server.url, headers: [("X-Test", "a: b"), ("X-Empty", "")], body: pieces, proxy: .direct)
      )
      #expect(response.status == 200)
    }
    let (head, body) = seen.withLock { $0 }
    #expect(body == pieces.flatMap { $0 })
    #expect(head.hasPrefix("POST / HTTP/1.1\r\n"))
    #expect(head.contains("\r\nX-Test: a: b\r\n"))
    #expect(head.contains("\r\nX-Empty:\r\n"))
    #expect(head.contains("\r\nContent-Length: 1000000\r\n"))
    #expect(!head.contains("Expect"))
  }

  @Test func `An answer without a length ends with the connection`() async throws {
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "\r\nuntil the end")
    }
    try await withTransport { transport, _ in
      let response = try await transport.stream(.get(server.url))
      #expect(String(decoding: try await response.body.collect(upTo: 100), as: UTF8.self) == "until the end")
    }
  }

  @Test func `The head is told before the first byte of the body`() async throws {
    let released = Lock(false)
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "Content-Length: 2\r\n\r\n")
      while !released.withLock({ $0 }) { yieldThread() }
      RawServer.write(connection, "ok")
    }
    try await withTransport { transport, _ in
      let response = try await transport.stream(.get(server.url))
      #expect(response.status == 200)
      released.withLock { $0 = true }
      #expect(try await response.body.collect(upTo: 10) == Array("ok".utf8))
    }
  }

  @Test func `A server that closes before the answer, or inside it, is told apart`() async throws {
    let silent = try RawServer { connection in _ = RawServer.readHead(connection) }
    let early = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "Content-Length: 10\r\n\r\nabc")
    }
    try await withTransport { transport, _ in
      await #expect(throws: TransportError.closedBeforeFirstByte) { _ = try await transport.stream(.get(silent.url)) }
      let response = try await transport.stream(.get(early.url))
      await #expect(throws: TransportError.closedEarly) { _ = try await response.body.collect(upTo: 100) }
    }
  }

  @Test func `Nobody listening is a connection error`() async throws {
    let port: Int
    do { port = try RawServer { _ in }.port }
    try await withTransport { transport, _ in
      do throws(TransportError) {
        _ = try await transport.stream(.get("http://127.0.0.1:\(port)/"))
        Issue.record("no error")
      } catch {
        if case .couldNotConnect = error {} else { Issue.record("\(error)") }
      }
    }
  }

  @Test func `A name that does not exist is told as such`() async throws {
    try await withTransport { transport, _ in
      do throws(TransportError) {
        _ = try await transport.stream(.get("http://no-such-name.invalid/"))
        Issue.record("no error")
      } catch {
        if case .couldNotResolve = error {} else { Issue.record("\(error)") }
      }
    }
  }

  @Test func `Silence is cut, before the first byte and between two`() async throws {
    let never = try RawServer { connection in RawServer.waitForClose(connection) }
    let stalls = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "Content-Length: 10\r\n\r\nabc")
      RawServer.waitForClose(connection)
    }
    try await withTransport { transport, _ in
      await #expect(throws: TransportError.timedOut(.firstByte)) {
        _ = try await transport.stream(.get(never.url, silence: .milliseconds(50)))
      }
      let response = try await transport.stream(.get(stalls.url, silence: .milliseconds(200)))
      await #expect(throws: TransportError.timedOut(.body)) { _ = try await response.body.collect(upTo: 100) }
    }
  }

  @Test(arguments: ["a\r\nb", "a\nb", "a\0b"])
  func `A header that breaks out of its line is refused`(_ value: String) async throws {
    try await withTransport { transport, _ in
      for header in [(name: "X", value: value), (name: value, value: "x"), (name: "X Y", value: "x")] {
        do throws(TransportError) {
          _ = try await transport.stream(TransportRequest(url: "http://127.0.0.1:1/", headers: [header]))
          Issue.record("no error")
        } catch {
          if case .invalidRequest = error {} else { Issue.record("\(error)") }
        }
      }
    }
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
  func `Other protocols than HTTP are refused`(_ url: String) async throws {
    try await withTransport { transport, _ in
      await #expect(throws: TransportError.self) { _ = try await transport.stream(.get(url)) }
    }
  }

  @Test func `Dropping a response ends its transfer and closes its connection`() async throws {
    let closed = WaitSlot()
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "Content-Length: 100\r\n\r\nabc")
      RawServer.waitForClose(connection)
      closed.signal()
    }
    try await withTransport { transport, _ in
      do { _ = try await transport.stream(.get(server.url)) }
      await closed.wait(cancelling: { closed.signal() })
    }
  }

  @Test func `A slow reader pauses the sender, and the bytes are still exact`() async throws {
    let body = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.head + "Content-Length: \(body.count)\r\n\r\n")
      RawServer.write(connection, body)
    }
    try await withTransport { transport, _ in
      let response = try await transport.stream(.get(server.url))
      var buffer: [UInt8] = []
      var all: [UInt8] = []
      var largest = 0
      while try await response.body.read(into: &buffer) {
        largest = max(largest, buffer.count)
        all += buffer
        for _ in 0..<20 { await Task.yield() }
      }
      #expect(all == body)
      // One callback's worth may come on top of the mark.
      #expect(largest <= ByteChannel.highWater + 16 * 1024)
    }
  }

  @Test func `Hundreds of cancels at different moments leave nothing behind`() async throws {
    let reactor = try Reactor(name: "test")
    let transport = try await CurlTransport(reactors: [reactor])
    // Accepts into its backlog and answers nothing for long, so every moment of a request is met.
    let server = try RawServer { connection in
      RawServer.write(connection, Self.head + "Content-Length: 100000\r\n\r\nabc")
    }
    await withTaskGroup(of: Void.self) { group in
      for round in 0..<500 {
        group.addTask(executorPreference: reactor) {
          await withTaskGroup(of: Void.self) { inner in
            inner.addTask {
              let response = try? await transport.stream(
                TransportRequest(url: server.url, silenceTimeout: .seconds(20), proxy: .direct))
              _ = try? await response?.body.collect(upTo: 1 << 20)
            }
            for _ in 0..<round % 50 { await Task.yield() }
            inner.cancelAll()
          }
        }
      }
    }
    let snapshot = await reactor.debugSnapshot()
    #expect(snapshot?.transfers == 0)
    #expect(snapshot?.continuations == 0)
    #expect(snapshot?.timers == 0)
    await reactor.shutdown()
  }
}
