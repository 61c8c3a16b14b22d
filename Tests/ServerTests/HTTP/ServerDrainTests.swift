import Testing
import Transport

@testable import Server

/// A request that is under way when the server stops accepting is answered, not reset.
@Suite(.timeLimit(.minutes(2))) struct ServerDrainTests {
  private static let request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

  private static let ok: HTTPServer.Handler = { exchange in
    try? await exchange.respond(status: 200, fields: HTTPFields(), body: Array("fine".utf8))
  }

  @Test func `Whoever has connected before is answered after`() async throws {
    try await TestServer.run(reactors: 2, handler: Self.ok) { test in
      let port = test.port
      let clients = try await onThread { try (0..<200).map { _ in Connected(try RawClient(port: port)) } }
      test.server.drain()
      let answers = try await onThread {
        for connected in clients { try connected.client.send(Self.request) }
        return try clients.map { try $0.client.receive(until: nil) }
      }
      let lost = answers.filter { !($0.hasPrefix("HTTP/1.1 200 ") && $0.contains("\r\nConnection: close\r\n")) }
      #expect(lost.isEmpty, "\(lost.count) of \(answers.count), the first: \(lost.first ?? "")")
    }
  }

  @Test func `A kept connection is good for one more request`() async throws {
    try await TestServer.run(handler: Self.ok) { test in
      let port = test.port
      let connected = try await onThread {
        let client = try RawClient(port: port)
        try client.send(Self.request)
        _ = try client.receive(until: "fine")
        return Connected(client)
      }
      test.server.drain()
      let answer = try await onThread {
        try connected.client.send(Self.request)
        return try connected.client.receive(until: nil)
      }
      #expect(answer.hasPrefix("HTTP/1.1 200 "))
      #expect(answer.contains("\r\nConnection: close\r\n"))
    }
  }

  @Test func `A connection without a request ends soon`() async throws {
    var settings = HTTPServer.Settings()
    settings.timeouts.lastRequest = .milliseconds(20)
    try await TestServer.run(settings: settings, handler: Self.ok) { test in
      let port = test.port
      let connected = try await onThread { Connected(try RawClient(port: port)) }
      await test.eventually("it is accepted") { test.server.load.connectionCount == 1 }
      test.server.drain()
      #expect(try await onThread { try connected.client.receive(until: nil) } == "")
    }
  }
}
