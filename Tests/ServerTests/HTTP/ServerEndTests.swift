import Testing
import Transport

@testable import Server

/// What a request hears that is under way when the server's time is up.
@Suite(.timeLimit(.minutes(2))) struct ServerEndTests {
  /// Upstream never answers; it ends when the task that asks is cancelled.
  private static let silent = InMemoryTransport { _ throws(TransportError) in
    let never = WaitSlot()
    await never.wait(cancelling: { never.signal() })
    throw .cancelled
  }

  private func answer(to request: String, afterDrain isDrained: Bool) async throws -> String {
    let routes = TestRoutes.table(upstream: Self.silent)
    let client = Lock<Connected?>(nil)
    try await TestServer.run(handler: routes.handle) { test in
      let port = test.port
      let connected = try await onThread {
        let client = try RawClient(port: port)
        try client.send(request)
        return Connected(client)
      }
      client.withLock { $0 = connected }
      await test.eventually("the request is under way") { test.server.load.requestCount == 1 }
      if isDrained {
        test.server.drain()
        test.server.endRequests()
      }
    }
    return try await onThread { try client.withLock { $0 }?.client.receive(until: nil) ?? "" }
  }

  @Test(arguments: [
    ("/v1/chat/completions", #""code":"#),
    ("/v1beta/models/gemini-2.5-flash:generateContent", #""status":"UNAVAILABLE""#),
  ])
  func `An unanswered request is told 503 in its API's shape`(path: String, shape: String) async throws {
    let body = path.contains("chat") ? TestRoutes.chat : #"{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}"#
    let answer = try await answer(to: TestRoutes.request(body, path: path), afterDrain: true)
    #expect(answer.hasPrefix("HTTP/1.1 503 "))
    #expect(answer.contains("\r\nRetry-After: 1\r\n"))
    #expect(answer.contains("\r\nConnection: close\r\n"))
    #expect(answer.contains("shutting down"))
    #expect(answer.contains(shape), "\(answer)")
  }

  @Test func `A request whose body is still coming is told too`() async throws {
    let answer = try await answer(to: TestRoutes.request("{", length: 100), afterDrain: true)
    #expect(answer.hasPrefix("HTTP/1.1 503 "))
  }

  @Test func `Stopping at once says nothing`() async throws {
    #expect(try await answer(to: TestRoutes.request(), afterDrain: false).isEmpty)
  }
}
