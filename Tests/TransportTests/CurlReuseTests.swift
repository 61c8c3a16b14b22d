import Glibc
import LoopbackServers
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct CurlReuseTests {
  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  private static func keepAlive(_ connection: Int32) {
    while !RawServer.readHead(connection).isEmpty { RawServer.write(connection, ok) }
  }

  @Test func `Requests one after the other share a connection and an easy handle`() async throws {
    let server = try RawServer(Self.keepAlive)
    try await withTransport { transport, reactor in
      for _ in 0..<50 { try await transport.expectBody("ok", of: .get(server.url)) }
      await expectNothingLeft(on: reactor)
      #expect(await reactor.debugSnapshot()?.idleHandles == 1)
    }
    #expect(server.accepted == 1)
  }

  @Test func `A burst of requests leaves its connections for the next burst`() async throws {
    let server = try RawServer(Self.keepAlive)
    try await withTransport { transport, reactor in
      for _ in 0..<5 {
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<40 {
            group.addTask(executorPreference: reactor) { _ = try? await transport.body(.get(server.url)) }
          }
        }
      }
      await expectNothingLeft(on: reactor)
      let kept = await reactor.debugSnapshot()?.idleHandles ?? 0
      #expect((1...40).contains(kept))
    }
    // Fewer where a request of the first burst finds what another one has left already; without reuse it would be 200.
    #expect((1...40).contains(server.accepted))
  }

  @Test(arguments: [[[UInt8](repeating: 1, count: 10)], []])
  func `A reused connection that dies is reported, not silently sent again`(_ body: [[UInt8]]) async throws {
    let requests = Lock(0)
    let server = try RawServer { connection in
      // libcurl may open a second connection before it finds that it must not send the body again.
      guard !RawServer.readHead(connection).isEmpty else { return }
      requests.withLock { $0 += 1 }
      _ = RawServer.read(connection, count: body.joined().count)
      RawServer.write(connection, Self.ok)
      // Waits for the next request and leaves without a word.
      if !RawServer.readHead(connection).isEmpty { requests.withLock { $0 += 1 } }
    }
    try await withTransport { transport, _ in
      let post = TransportRequest(method: "POST", url: server.url, body: body, proxy: .direct)
      try await transport.expectBody("ok", of: post)
      if body.isEmpty {
        // Nothing could refuse to be sent again, so it never goes over a connection that may be dead.
        try await transport.expectBody("ok", of: post)
      } else {
        await expectFailure(.closedBeforeFirstByte) { try await transport.stream(post) }
      }
    }
    #expect(requests.withLock { $0 } == 2)
  }

  /// What AddressSanitizer would tell of: libcurl keeps the buffer of the last upload, whatever its length was.
  @Test func `A long body after a short one on the same handle arrives whole`() async throws {
    let sizes = [10, 1 << 20, 10, 300_000, 200_000, 1 << 20]
    let bodies = sizes.map { size in (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ size) } }
    let received = Lock([[UInt8]]())
    let server = try RawServer { connection in
      for body in bodies {
        guard !RawServer.readHead(connection).isEmpty else { return }
        let bytes = RawServer.read(connection, count: body.count)
        received.withLock { $0.append(bytes) }
        RawServer.write(connection, Self.ok)
      }
    }
    try await withTransport { transport, reactor in
      for body in bodies {
        try await transport.expectBody(
          "ok", of: TransportRequest(method: "POST", url: server.url, body: [body], proxy: .direct))
      }
      await expectNothingLeft(on: reactor)
      #expect(await reactor.debugSnapshot()?.idleHandles == 1)
    }
    #expect(server.accepted == 1)
    #expect(received.withLock { $0 } == bodies)
  }

  @Test func `A resolved address is connected to, each time anew, and no name is looked up`() async throws {
    let server = try RawServer(Self.keepAlive)
    try await withTransport { transport, _ in
      for _ in 0..<3 {
        var request = TransportRequest.get("http://no-such-name.invalid:\(server.port)/")
        request.resolvedAddress = "127.0.0.1"
        try await transport.expectBody("ok", of: request)
      }
    }
    #expect(server.accepted == 3)
  }

  @Test func `A failed request spoils nothing for the next ones`() async throws {
    let server = try RawServer(Self.keepAlive)
    try await withTransport { transport, _ in
      for _ in 0..<3 {
        let error = await failure { try await transport.stream(.get("http://no-such-name.invalid/")) }
        if case .couldNotResolve = error {} else { Issue.record("\(String(describing: error))") }
        try await transport.expectBody("ok", of: .get(server.url))
      }
    }
  }

  @Test func `A connection that the server closed while idle is not used`() async throws {
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, Self.ok)
    }
    try await withTransport { transport, _ in
      for _ in 0..<5 {
        let post = TransportRequest(method: "POST", url: server.url, body: [[1]], proxy: .direct)
        // The server may not have closed yet when the next request goes out; then it is told, see above.
        _ = try? await transport.body(post)
      }
    }
  }

  @Test func `Libcurl's sockets are not inherited by child processes`() async throws {
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
      RawServer.waitForClose(connection)
    }
    try await withTransport { transport, _ in
      let response = try await transport.stream(.get(server.url))
      let sockets = ProcessFacts.sockets(connectedTo: server.port)
      #expect(!sockets.isEmpty)
      for socket in sockets { #expect(try fileInfoFlags(socket) & 0o2000000 != 0) }
      response.body.cancel()
    }
  }

  /// The `flags` line of `/proc/self/fdinfo`, which counts close-on-exec among the flags.
  private func fileInfoFlags(_ descriptor: Int32) throws -> Int {
    let file = try #require(fopen("/proc/self/fdinfo/\(descriptor)", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard text.hasPrefix("flags:") else { continue }
      return try #require(Int(text.dropFirst(6).filter { $0.isNumber }, radix: 8))
    }
    return 0
  }
}
