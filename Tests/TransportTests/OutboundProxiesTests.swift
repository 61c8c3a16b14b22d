import Glibc
import LoopbackServers
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct OutboundProxiesTests {
  /// What each proxy of the list does, and those that are asked for two requests.
  @Test(
    arguments: [
      ([nil, nil], ["a", "a"]),
      ([TransportError.couldNotConnect("x"), nil], ["a", "b", "b"]),
      ([.timedOut(.connect), .timedOut(.nameLookup), nil], ["a", "b", "c", "c"]),
      ([nil, .couldNotConnect("x")], ["a", "a"]),
      ([.couldNotConnect("x"), .couldNotConnect("x")], ["a", "b", "b", "a"]),
      // What a proxy answers is told; so is what happens behind it.
      ([.proxyRefused(status: 407, ""), nil], ["a", "a"]),
      ([.proxyRefused(status: 403, ""), nil], ["a", "a"]),
      ([.proxyRefused(status: 0, ""), nil], ["a", "a"]),
      ([.tls("x"), nil], ["a", "a"]),
      ([.timedOut(.firstByte), nil], ["a", "a"]),
      ([.closedBeforeFirstByte, nil], ["a", "a"]),
    ] as [([TransportError?], [String])])
  func `The next proxy comes after a failure to connect, and then stays`(
    _ outcomes: [TransportError?], _ asked: [String]
  ) async throws {
    let names = Array(["a", "b", "c"].prefix(outcomes.count))
    let seen = Lock<[String]>([])
    let transport = InMemoryTransport { request throws(TransportError) in
      guard case .url(let url) = request.proxy, let position = names.firstIndex(of: url) else {
        throw .invalidRequest("went out by itself: \(request.proxy)")
      }
      seen.withLock { $0.append(url) }
      if let error = outcomes[position] { throw error }
      return TransportResponse(status: 200, body: .of([]))
    }
    let proxies = OutboundProxies(names)
    for _ in 0..<2 {
      do throws(TransportError) {
        _ = try await transport.stream(TransportRequest(url: "http://upstream.test/"), through: proxies)
      } catch {
        if case .invalidRequest(let reason) = error { Issue.record("\(reason)") }
      }
    }
    #expect(seen.withLock { $0 } == asked)
  }

  @Test func `Others take over with the next request, and a failure of the old ones moves nothing`() async throws {
    let seen = Lock<[TransportRequest.Proxy]>([])
    let proxies = OutboundProxies(["a", "b"])
    let transport = InMemoryTransport { request throws(TransportError) in
      seen.withLock { $0.append(request.proxy) }
      guard request.proxy != .url("a") else {
        proxies.replace(with: ["c", "d"])
        throw .couldNotConnect("x")
      }
      return TransportResponse(status: 200, body: .of([]))
    }
    for _ in 0..<2 {
      _ = try await transport.stream(TransportRequest(url: "http://upstream.test/"), through: proxies)
    }
    #expect(seen.withLock { $0 } == [.url("a"), .url("b"), .url("c")])
    proxies.replace(with: [])
    _ = try await transport.stream(TransportRequest(url: "http://upstream.test/"), through: proxies)
    #expect(seen.withLock { $0.last } == .environment)
  }

  @Test func `Without any the environment decides`() async throws {
    let transport = InMemoryTransport { request throws(TransportError) in
      guard request.proxy == .environment else { throw .invalidRequest("\(request.proxy)") }
      return TransportResponse(status: 200, body: .of([]))
    }
    _ = try await transport.stream(TransportRequest(url: "http://upstream.test/"), through: OutboundProxies())
  }

  @Test func `Over real sockets dead proxies are passed over and refusals are told`() async throws {
    let server = try RawServer { connection in
      while !RawServer.readHead(connection).isEmpty {
        RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nserved")
      }
    }
    let proxy = try TestProxy(.relay(to: server.port))
    let socks = try TestProxy(.socksRelay(to: server.port))
    let silent = try RawServer { _ in }
    let closed = try closedPort()
    let dead = [
      "http://127.0.0.1:\(closed)", "socks5h://127.0.0.1:\(closed)", "http://no-such-name.invalid:1",
      "socks5h://127.0.0.1:\(silent.port)",
    ]
    try await withTransport { transport, _ in
      for last in ["http://user:pass@127.0.0.1:\(proxy.port)", "socks5h://user:pass@127.0.0.1:\(socks.port)"] {
        let answer = try await transport.stream(
          TransportRequest(url: "http://upstream.test/"), through: OutboundProxies(dead + [last]))
        #expect(try await answer.body.collect(upTo: 100) == Array("served".utf8))
      }
      for (wrong, status) in [
        ("http://user:wrong@127.0.0.1:\(proxy.port)", 407), ("socks5h://user:wrong@127.0.0.1:\(socks.port)", 0),
      ] {
        let proxies = OutboundProxies([wrong, "http://user:pass@127.0.0.1:\(proxy.port)"])
        let error = await failure {
          try await transport.stream(TransportRequest(url: "http://upstream.test/"), through: proxies)
        }
        guard case .proxyRefused(status, _) = error else {
          Issue.record("\(String(describing: error))")
          continue
        }
      }
      // A tunnel that is asked for and not answered.
      let secure = OutboundProxies(["http://127.0.0.1:\(silent.port)", "http://user:wrong@127.0.0.1:\(proxy.port)"])
      let error = await failure {
        try await transport.stream(TransportRequest(url: "https://upstream.test/"), through: secure)
      }
      #expect(error == .proxyRefused(status: 407, ""))
    }
  }

  /// A port on which nobody listens any more.
  private func closedPort() throws -> Int {
    let (descriptor, port) = try RawServer.listen(backlog: 1)
    close(descriptor)
    return port
  }
}
