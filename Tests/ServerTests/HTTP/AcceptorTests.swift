import Glibc
import Testing
import Transport

@testable import Server

/// What happens between `accept` and the first byte.
@Suite(.timeLimit(.minutes(2))) struct AcceptorTests {
  @Test(arguments: [
    (0, [0], 0), (0, [40, 0], 0), (0, [65, 0], 1), (0, [64, 0], 0), (1, [10, 100, 5, 20], 2), (3, [10, 100, 5, 20], 3),
    (0, [1_000, 1_000, 999], 0),
  ])
  func `A reactor with more than its part gives to the one with the least`(from: Int, counts: [Int], to: Int) {
    #expect(ServerLoad.place(acceptedBy: from, counts: counts) == to)
  }

  @Test func `Connections spread over the reactors`() async throws {
    let places = Lock<[ObjectIdentifier: Int]>([:])
    let handler: HTTPServer.Handler = { exchange in
      places.withLock { $0[ObjectIdentifier(exchange.reactor), default: 0] += 1 }
      try? await exchange.respond(status: 200, fields: [:], body: Array("ok".utf8))
    }
    try await TestServer.run(reactors: 3, handler: handler) { test in
      let port = test.port
      let clients = try await onThread {
        try (0..<300).map { _ in
          let client = try RawClient(port: port)
          try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
          _ = try client.receive(until: "ok")
          return Connected(client)
        }
      }
      let counts = places.withLock { Array($0.values) }
      #expect(counts.reduce(0, +) == 300)
      // The average is 100 at the end, and lower before.
      #expect(counts.allSatisfy { $0 <= 100 + ServerLoad.toleratedImbalance + 1 }, "\(counts)")
      #expect(test.server.load.connectionCount == 300)
      try await onThread { for client in clients { client.client.close() } }
    }
  }

  @Test(arguments: [EMFILE, ENFILE, ENOBUFS, ENOMEM])
  func `Out of descriptors the listener rests, then goes on`(code: Int32) async throws {
    let calls = Lock(0)
    let reactor = try Reactor(name: "acceptor")
    let sockets = try ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: 0))
    let port = sockets.first?.port ?? 0
    let acceptor = Acceptor(
      reactor: reactor, sockets: sockets, pauseWithoutDescriptors: .milliseconds(20),
      accept: { listener in
        let isTooMany = calls.withLock { calls in
          calls += 1
          return calls <= 3
        }
        guard isTooMany else { return accept(listener, nil, nil) }
        errno = code
        return -1
      },
      admit: { AcceptedConnection(descriptor: $0) })
    let accepted = await withTaskGroup(of: Int32?.self) { group in
      group.addTask(executorPreference: reactor) {
        try? acceptor.start()
        let accepted = await acceptor.next()?.descriptor
        acceptor.stop()
        return accepted
      }
      let client = try? await onThread { Connected(try RawClient(port: port)) }
      defer { client?.client.close() }
      return await group.next() ?? nil
    }
    #expect(accepted != nil)
    #expect(calls.withLock { $0 } >= 4)
    // Three rests of 20 ms: a listener that stayed armed would have turned the loop thousands of times.
    let snapshot = await reactor.debugSnapshot()
    #expect((snapshot?.iterations ?? .max) < 100)
    if let accepted { close(accepted) }
    await reactor.shutdown()
  }
}
