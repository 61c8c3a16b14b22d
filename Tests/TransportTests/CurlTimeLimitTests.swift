import Glibc
import LoopbackServers
import SlowResolver
import Testing
import Transport

/// Each phase has its limit, and a name look-up holds up nothing but its own request.
@Suite(.serialized, .timeLimit(.minutes(1))) struct CurlTimeLimitTests {
  private func get(_ url: String, connect: Duration = .milliseconds(100)) -> TransportRequest {
    TransportRequest(url: url, connectTimeout: connect, silenceTimeout: .seconds(20), proxy: .direct)
  }

  private func phase(_ request: TransportRequest) async throws -> TransportError? {
    try await withTransport { transport, _ in
      await failure { try await transport.stream(request) }
    }
  }

  @Test func `A name look-up is cut`() async throws {
    let error = try await phase(get("http://4000ms.slow.test:1/"))
    #expect(error == .timedOut(.nameLookup))
  }

  @Test func `A connection that is not accepted is cut`() async throws {
    // The kernel drops what does not fit the backlog, so the client waits as for a host that is not there.
    let (listener, port) = try RawServer.listen(backlog: 0)
    defer { close(listener) }
    let fillers = (0..<8).map { _ in RawServer.connect(port: port, flags: Int32(SOCK_NONBLOCK.rawValue)) }
    defer { for filler in fillers { close(filler) } }
    let error = try await phase(get("http://127.0.0.1:\(port)/"))
    #expect(error == .timedOut(.connect))
  }

  /// libcurl closes a socket that never connected without a word, and the resolver's next pair may get its number.
  @Test func `The number of a socket that never connected is free for others`() async throws {
    let (listener, port) = try RawServer.listen(backlog: 0)
    defer { close(listener) }
    let fillers = (0..<8).map { _ in RawServer.connect(port: port, flags: Int32(SOCK_NONBLOCK.rawValue)) }
    defer { for filler in fillers { close(filler) } }
    try await withTransport { transport, reactor in
      let cut = await failure { try await transport.stream(get("http://127.0.0.1:\(port)/")) }
      #expect(cut == .timedOut(.connect))
      _ = await failure { try await transport.stream(get("http://no-such-name.invalid/", connect: .seconds(5))) }
      await withTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: reactor) {
          let pairs = (0..<32).map { _ in SocketPair() }
          for pair in pairs {
            #expect(throws: Never.self) { try reactor.register(pair.near, for: .readable, handler: ReadyProbe {}) }
          }
          for pair in pairs {
            reactor.deregister(pair.near)
            pair.close()
          }
        }
      }
    }
  }

  @Test func `A TLS handshake and a proxy's tunnel are cut`() async throws {
    let silent = try RawServer { RawServer.waitForClose($0) }
    let handshake = try await phase(get("https://127.0.0.1:\(silent.port)/"))
    #expect(handshake == .timedOut(.tlsHandshake))
    var tunnelled = get("https://upstream.test/")
    tunnelled.proxy = .url("http://127.0.0.1:\(silent.port)")
    let tunnel = try await phase(tunnelled)
    #expect(tunnel == .timedOut(.connect))
  }

  @Test func `Silence is not counted while the connection is made`() async throws {
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    }
    try await withTransport { transport, _ in
      var request = get("http://300ms.slow.test:\(server.port)/", connect: .seconds(20))
      request.silenceTimeout = .milliseconds(100)
      try await transport.expectBody("ok", of: request)
    }
  }

  @Test func `A reader that waits for long does not make its upstream look silent`() async throws {
    let body = [UInt8](repeating: 1, count: 4_000_000)
    let server = try RawServer { connection in
      _ = RawServer.readHead(connection)
      RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")
      RawServer.write(connection, body)
    }
    try await withTransport { transport, reactor in
      let response = try await transport.stream(.get(server.url, silence: .milliseconds(100)))
      await withTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: reactor) { try? await reactor.sleep(for: .milliseconds(400)) }
      }
      #expect(try await response.body.collect(upTo: body.count).count == body.count)
    }
  }

  @Test func `Cancelling during a look-up returns at once and holds up nobody`() async throws {
    try await withTransport { transport, reactor in
      let (fastest, longestGap) = await withTaskGroup(of: (Duration, Duration).self) { group in
        group.addTask(executorPreference: reactor) {
          var fastest = Duration.seconds(60)
          var longestGap = Duration.zero
          for _ in 0..<5 {
            let begun = slow_lookups_begun()
            await withTaskGroup(of: Void.self) { inner in
              inner.addTask {
                _ = try? await transport.stream(get("http://4000ms.slow.test:1/", connect: .seconds(20)))
              }
              while slow_lookups_begun() == begun { await Task.yield() }
              let begin = MonotonicInstant.now()
              inner.cancelAll()
              await inner.waitForAll()
              fastest = min(fastest, MonotonicInstant.now().duration(since: begin))
              // The handle is removed in the curl turn, which the next sleep has to wait for.
              try? await reactor.sleep(for: .milliseconds(1))
              longestGap = max(longestGap, MonotonicInstant.now().duration(since: begin))
            }
          }
          return (fastest, longestGap)
        }
        return await group.next() ?? (.zero, .zero)
      }
      #expect(fastest < .milliseconds(5))
      #expect(longestGap < .seconds(1))
    }
  }

  @Test func `Where a look-up cannot be abandoned it is parked, and nothing is sent when it ends`() async throws {
    let server = try RawServer { RawServer.waitForClose($0) }
    var options = CurlTransportOptions()
    options.abandonsLookups = false
    try await withTransport(options) { transport, reactor in
      let begun = slow_lookups_begun()
      let begin = MonotonicInstant.now()
      await withTaskGroup(of: Void.self) { group in
        for limit in [Duration.seconds(20), .milliseconds(50)] {
          group.addTask(executorPreference: reactor) {
            let request = get("http://3000ms.slow.test:\(server.port)/", connect: limit)
            _ = try? await transport.stream(request)
          }
        }
        while slow_lookups_begun() < begun + 2 { await Task.yield() }
        group.addTask(executorPreference: reactor) { try? await reactor.sleep(for: .milliseconds(100)) }
        await group.next()
        await group.next()
        group.cancelAll()
      }
      let parked = await reactor.debugSnapshot()
      #expect(MonotonicInstant.now().duration(since: begin) < .milliseconds(2800))
      #expect(parked?.transfers == 2)
      #expect(parked?.continuations == 0)
    }
    #expect(server.accepted == 0)
  }
}
