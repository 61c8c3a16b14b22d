import Glibc
import Testing
import Transport

@testable import Server

/// Connections as a client sees them: time limits, leaving, order.
@Suite(.timeLimit(.minutes(2))) struct HTTPConnectionTests {
  private static let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

  private static func settings(_ change: (inout HTTPTimeouts) -> Void) -> HTTPServer.Settings {
    var settings = HTTPServer.Settings()
    change(&settings.timeouts)
    return settings
  }

  @Sendable private static func ok(_ exchange: HTTPExchange) async {
    try? await exchange.respond(status: 200, fields: [:], body: Array("ok".utf8))
  }

  @Test func `A head that dribbles is cut off however busily it comes`() async throws {
    try await TestServer.run(settings: Self.settings { $0.head = .milliseconds(60) }, handler: Self.ok) { test in
      let port = test.port
      let answer = try await onThread {
        let client = try RawClient(port: port)
        try client.send("GET / HTTP/1.1\r\nHost: h\r\n")
        // Ends when the server has closed; a byte at a time never lets a gap in time appear.
        while (try? client.send("X")) != nil { sched_yield() }
        return try client.receive() ?? ""
      }
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408 ") || answer.hasPrefix("HTTP/1.1 431 "))
    }
  }

  @Test func `A head that stops is told 408`() async throws {
    try await TestServer.run(settings: Self.settings { $0.head = .milliseconds(60) }, handler: Self.ok) { test in
      let port = test.port
      let answer = try await onThread {
        let client = try RawClient(port: port)
        try client.send("GET / HTTP/1.1\r\nHost: h\r\n")
        return try client.receive(until: "\n\n")
      }
      #expect(answer.hasPrefix("HTTP/1.1 408 "))
      #expect(answer.contains("\r\nConnection: close\r\n"))
    }
  }

  @Test func `A body that stops is told 408 in the API's shape`() async throws {
    let routes = TestRoutes.table()
    try await TestServer.run(settings: Self.settings { $0.body = .milliseconds(60) }, handler: routes.handle) { test in
      let port = test.port
      let answer = try await onThread {
        let client = try RawClient(port: port)
        try client.send(TestRoutes.request("{", length: 100))
        return try client.receive(until: "}}")
      }
      #expect(answer.hasPrefix("HTTP/1.1 408 "))
      #expect(answer.contains(#""type":"#))
    }
  }

  @Test func `A body that drips is told 408 however steadily it comes`() async throws {
    let routes = TestRoutes.table()
    let settings = Self.settings {
      $0.wholeBody = .milliseconds(60)
      // No client of this test can be that fast.
      $0.minimumBodyRate = .max
    }
    try await TestServer.run(settings: settings, handler: routes.handle) { test in
      let port = test.port
      let answer = try await onThread {
        let client = try RawClient(port: port)
        try client.send(TestRoutes.request("{", length: 1_000_000))
        // Ends when the server has had enough; a byte at a time never lets a gap in time appear.
        while (try? client.send(" ")) != nil { sched_yield() }
        return (try? client.receive()) ?? ""
      }
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 408 "))
    }
  }

  @Test func `An idle connection is closed without a word`() async throws {
    try await TestServer.run(settings: Self.settings { $0.idle = .milliseconds(60) }, handler: Self.ok) { test in
      let port = test.port
      let answer = try await onThread {
        let client = try RawClient(port: port)
        try client.send(Self.get)
        return try client.receive()
      }
      #expect(answer?.hasSuffix("ok") == true)
      let silent = try await onThread { try RawClient(port: port).receive() }
      #expect(silent == nil)
    }
  }

  @Test func `Between two requests a connection may rest longer than a head may take`() async throws {
    try await TestServer.run(settings: Self.settings { $0.head = .milliseconds(20) }, handler: Self.ok) { test in
      let port = test.port
      let answers = try await onThread {
        let client = try RawClient(port: port)
        try client.send(Self.get)
        let first = try client.receive(until: "ok")
        // As long as a connection with a head under way is allowed to live, five times over.
        let slow = try (0..<5).map { _ in
          let slow = try RawClient(port: port)
          try slow.send("GET")
          return try slow.receive(until: "\n\n")
        }
        #expect(slow.allSatisfy { $0.hasPrefix("HTTP/1.1 408 ") })
        try client.send(Self.get)
        return [first, try client.receive(until: "ok")]
      }
      #expect(answers.allSatisfy { $0.hasPrefix("HTTP/1.1 200 ") }, "\(answers)")
    }
  }

  @Test(arguments: ["half", "whole"])
  func `A client that ends its side counts as gone, and what is done for it is cancelled`(kind: String) async throws {
    let begun = WaitSlot()
    let cancelled = WaitSlot()
    let handler: HTTPServer.Handler = { exchange in
      begun.signal()
      do {
        try await exchange.reactor.sleep(for: .seconds(3600))
      } catch {
        cancelled.signal()
      }
    }
    try await TestServer.run(handler: handler) { test in
      let port = test.port
      let client = try await onThread {
        let client = try RawClient(port: port)
        try client.send(Self.get)
        return Connected(client)
      }
      await begun.wait(cancelling: {})
      try await onThread { if kind == "half" { client.client.halfClose() } else { client.client.close() } }
      await cancelled.wait(cancelling: {})
      await test.eventually("the connection has ended") { test.server.load.connectionCount == 0 }
    }
  }

  @Test func `Pipelined requests are answered in order, whatever each costs`() async throws {
    let handler: HTTPServer.Handler = { exchange in
      do {
        let body = try await exchange.collectBody(upTo: 100)
        if exchange.head.target.path == "/slow" { try? await exchange.reactor.sleep(for: .milliseconds(30)) }
        let text = exchange.head.target.path + String(decoding: body, as: UTF8.self) + ";"
        try await exchange.respond(status: 200, fields: [:], body: Array(text.utf8))
      } catch {
      }
    }
    try await TestServer.run(handler: handler) { test in
      let port = test.port
      let answer = try await onThread {
        let client = try RawClient(port: port)
        try client.send(
          "POST /slow HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
            + "POST /chunks HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1;x\r\nf\r\n0\r\n\r\n"
            + "HEAD /head HTTP/1.1\r\nHost: h\r\n\r\nGET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        return try client.receive(until: "/last;")
      }
      let bodies = answer.split(separator: "HTTP/1.1 200 OK\r\n").map {
        $0.split(separator: "\r\n\r\n").dropFirst().joined()
      }
      #expect(bodies == ["/slowabc;", "/chunksdef;", "", "/last;"])
    }
  }

  @Test func `An answer of the server itself carries an id and is told to the log`() async throws {
    let records = Lock<[AccessRecord]>([])
    var settings = HTTPServer.Settings()
    settings.onAnswer = { record in records.withLock { $0.append(record) } }
    try await TestServer.run(settings: settings, handler: Self.ok) { test in
      let answer = try await test.exchange("GET / HTTP/9.9\r\n\r\n")
      #expect(answer.contains("\r\nx-request-id: "))
      try await test.expect(200, for: "GET /a?key=secret HTTP/1.1\r\nHost: h\r\nx-request-id: mine-1.2_3\r\n\r\n")
      // The client has its answer a moment before the log has its record.
      for _ in 0..<200_000 where records.withLock({ $0.count }) < 2 { await Task.yield() }
      let seen = records.withLock { $0 }
      #expect(seen.map(\.status) == [505, 200])
      #expect(seen.last?.requestID == "mine-1.2_3")
      #expect(seen.last?.path == "/a")
      #expect(seen.last?.method == "GET")
    }
  }

  @Test(arguments: [
    ("a", true), (String(repeating: "a", count: 128), true), (String(repeating: "a", count: 129), false),
    ("a b", false),
    ("a\u{E9}", false), ("", false), ("req_A.b-9", true), ("a/b", false), ("<b>", false),
  ])
  func `A client's id is echoed if it is harmless, else replaced`(id: String, isEchoed: Bool) async throws {
    var settings = HTTPServer.Settings()
    settings.onAnswer = { _ in }
    try await TestServer.run(settings: settings, handler: Self.ok) { test in
      let answer = try await test.exchange("GET / HTTP/1.1\r\nHost: h\r\nX-Request-ID: \(id)\r\n\r\n")
      #expect(answer.contains("\r\nx-request-id: \(id)\r\n") == isEchoed)
      #expect(answer.split(separator: "\r\n").count { $0.hasPrefix("x-request-id: ") } == 1)
    }
  }
}
