import Glibc
import LoopbackServers
import Testing
import Transport

/// Many streams, slow readers and cancellations over real sockets.
@Suite(.serialized, .timeLimit(.minutes(3))) struct CurlStressTests {
  @Test func `A thousand concurrent streams of random sizes are byte-exact`() async throws {
    let server = try PatternServer()
    let reactors = [try Reactor(name: "one"), try Reactor(name: "two")]
    let transport = try await CurlTransport(reactors: reactors)
    var random = SplitMix(seed: 7)
    let count = Scale.scaled(1000)
    // All are open before the first is read, so all are open at once.
    let open = Lock(0)
    let exact = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<count {
        let (offset, size) = (Int(random.next() % 900_000), Int(random.next() % 100_000))
        group.addTask(executorPreference: reactors[index % 2]) {
          let request = TransportRequest(
            url: "http://127.0.0.1:\(server.port)/\(offset)/\(size)", connectTimeout: .seconds(60),
            silenceTimeout: .seconds(60), proxy: .direct)
          do {
            let response = try await transport.stream(request)
            open.withLock { $0 += 1 }
            while open.withLock({ $0 }) < count, Reactor.current != nil {
              try await reactors[index % 2].sleep(for: .milliseconds(5))
            }
            return try await PatternServer.countMatching(response.body, offset: offset) == size
          } catch {
            open.withLock { $0 += 1 }
            Issue.record(error)
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(exact == count)
    #expect(server.accepted == count)
    for reactor in reactors {
      await expectNothingLeft(on: reactor)
      await reactor.shutdown()
    }
  }

  // MARK: - A slow reader

  /// Holds one stream unread until its sender is stuck; siblings go on, memory stays, and then the rest arrives whole.
  ///
  /// In a process of its own, because memory is counted for the whole process.
  private static func holdUnread(secure: Bool, _ version: TransportRequest.HTTPVersion) async throws {
    // More than all the buffers on the way take, or the sender would never be stuck.
    let size = 64 << 20
    let server = try PatternServer()
    _ = PatternServer.pattern
    var certificates: TestCertificates?
    if secure { certificates = try await TestCertificates.shared() }
    var front: TLSFront?
    if let certificates { front = try await TLSFront.start(to: server.port, certificates) }
    let base = front?.url ?? "http://127.0.0.1:\(server.port)/"
    try await withTransport(CurlTransportOptions(certificateFile: certificates?.authority)) { transport, _ in
      func request(_ path: String) -> TransportRequest {
        var request = TransportRequest.get(base + path, silence: .seconds(60))
        request.httpVersion = version
        return request
      }
      func sibling() async throws {
        let begin = MonotonicInstant.now()
        let response = try await transport.stream(request("3/50000"))
        #expect(try await PatternServer.countMatching(response.body, offset: 3) == 50_000)
        #expect(MonotonicInstant.now().duration(since: begin) < .seconds(20))
      }
      for _ in 0..<5 { try await sibling() }
      let before = ProcessFacts.residentBytes()
      let slow = try await transport.stream(request("2/\(size)"))
      var (sent, most) = (-1, before)
      // Until a round of siblings goes by without the sender getting on.
      for _ in 0..<1000 where sent != server.sent.withLock({ $0 }) - 20 * 50_000 {
        sent = server.sent.withLock { $0 }
        for _ in 0..<20 { try await sibling() }
        most = max(most, ProcessFacts.residentBytes())
      }
      #expect(sent < size)
      #expect(
        Scale.isSanitized || most - before < 4 << 20,
        "memory grew by \((most - before) >> 10) KiB, \(sent >> 10) KiB were sent")
      #expect(try await PatternServer.countMatching(slow.body, offset: 2) == size)
      #expect(Scale.isSanitized || ProcessFacts.residentBytes() - before < 4 << 20)
    }
  }

  @Test func `A slow reader keeps memory flat and siblings going`() async {
    await #expect(processExitsWith: .success) { try await CurlStressTests.holdUnread(secure: false, .http1) }
  }

  @Test func `A slow reader keeps memory flat and siblings going over TLS`() async {
    await #expect(processExitsWith: .success) { try await CurlStressTests.holdUnread(secure: true, .http1) }
  }

  @Test func `A slow reader keeps memory flat and siblings going over HTTP 2`() async {
    await #expect(processExitsWith: .success) { try await CurlStressTests.holdUnread(secure: true, .http2) }
  }

  // MARK: - Cancellation

  @Test func `Ten thousand cancels at random moments leave nothing behind`() async {
    // In a process of its own, because descriptors and threads are counted for the whole process.
    await #expect(processExitsWith: .success) {
      let server = try RawServer { connection in
        guard !RawServer.readHead(connection).isEmpty else { return }
        // Half of the requests never get an answer, the others never a whole one.
        if connection % 2 == 0 { RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc") }
        RawServer.waitForClose(connection)
      }
      let reactor = try Reactor(name: "test")
      let transport = try await CurlTransport(reactors: [reactor])
      let count = Scale.scaled(10_000)
      await withTaskGroup(of: Void.self) { workers in
        for worker in 0..<50 {
          workers.addTask {
            var random = SplitMix(seed: UInt64(worker))
            for _ in 0..<count / 50 {
              let isHome = random.next() % 2 == 0
              await withTaskGroup(of: Void.self) { group in
                group.addTask(executorPreference: isHome ? reactor : nil) {
                  let response = try? await transport.stream(.get(server.url))
                  _ = try? await response?.body.collect(upTo: 1 << 20)
                }
                // From no time at all to about as long as an exchange takes.
                for _ in 0..<random.next() % 400 { await Task.yield() }
                group.cancelAll()
              }
            }
          }
        }
      }
      await expectNothingLeft(on: reactor)
      // The client's ends alone: the server's threads close theirs as the scheduler comes to them.
      #expect(ProcessFacts.sockets(connectedTo: server.port).isEmpty)
      let snapshot = await reactor.debugSnapshot()
      #expect(snapshot?.threads == 1)
      #expect(snapshot?.idleHandles == 0)
      #expect(server.accepted > 100)
      await reactor.shutdown()
    }
  }
}
