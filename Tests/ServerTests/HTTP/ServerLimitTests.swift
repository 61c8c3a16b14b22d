import Testing
import Transport

@testable import Server

/// What the server refuses because it has enough, and in which order it decides.
@Suite(.timeLimit(.minutes(2))) struct ServerLimitTests {
  private static let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

  private static func settings(_ change: (inout ServerLimits) -> Void) -> HTTPServer.Settings {
    var settings = HTTPServer.Settings()
    change(&settings.limits)
    return settings
  }

  private static func ok(_ exchange: HTTPExchange) async {
    try? await exchange.respond(status: 200, fields: [:], body: Array("ok".utf8))
  }

  @Test func `A connection too many hears 503 and is closed, and one that leaves makes room`() async throws {
    try await TestServer.run(reactors: 2, settings: Self.settings { $0.maximumConnections = 2 }, handler: Self.ok) {
      test in
      let port = test.port
      let answers = try await onThread {
        let kept = try (0..<2).map { _ in try RawClient(port: port) }
        for client in kept {
          try client.send(Self.get)
          _ = try client.receive(until: "ok")
        }
        let third = try RawClient(port: port)
        try third.send(Self.get)
        return try third.receive()
      }
      #expect(answers?.hasPrefix("HTTP/1.1 503 ") == true)
      #expect(answers?.contains("\r\nRetry-After: 1\r\n") == true)
      #expect(answers?.contains("\r\nConnection: close\r\n") == true)
      await test.eventually("the connections have ended") { test.server.load.connectionCount == 0 }
      try await test.expect(200, for: Self.get)
    }
  }

  @Test(arguments: [
    ("/v1/chat/completions", #""type":"#),
    ("/v1beta/models/gemini-2.5-flash:generateContent", #""status":"UNAVAILABLE""#),
  ])
  func `A request without a slot is told 503 before its body is read`(path: String, shape: String) async throws {
    let release = WaitSlot()
    let upstream = InMemoryTransport { request in
      await release.wait(cancelling: { release.signal() })
      return TestRoutes.answer(request)
    }
    let routes = TestRoutes.table(upstream: upstream)
    try await TestServer.run(settings: Self.settings { $0.maximumRequests = 1 }, handler: routes.handle) { test in
      let port = test.port
      async let first = test.exchange(TestRoutes.request())
      await test.eventually("the first has its slot") { test.server.load.requestCount == 1 }
      let (second, health) = try await onThread {
        let client = try RawClient(port: port)
        try client.send(TestRoutes.request("", path: path, length: 100, fields: ["Expect: 100-continue"]))
        let answer = try client.receive(until: "}")
        let open = try RawClient(port: port)
        try open.send("GET /health HTTP/1.1\r\nHost: h\r\n\r\n")
        return (answer, try open.receive(until: "}"))
      }
      #expect(second.hasPrefix("HTTP/1.1 503 "))
      #expect(second.contains("\r\nRetry-After: 1\r\n"))
      #expect(second.contains(shape), "\(second)")
      #expect(health.hasPrefix("HTTP/1.1 200 "))
      release.signal()
      let answer = try await first
      #expect(answer.hasPrefix("HTTP/1.1 200 "))
      await test.eventually("the slot is free") { test.server.load.requestCount == 0 }
      try await test.expect(200, for: TestRoutes.request())
    }
  }

  @Test func `Bodies of all connections share one bound`() async throws {
    let routes = TestRoutes.table()
    let settings = Self.settings { $0.maximumBufferedBytes = 64 * 1024 }
    try await TestServer.run(reactors: 2, settings: settings, handler: routes.handle) { test in
      let port = test.port
      let load = test.server.load
      // A promise alone costs nothing.
      let waiting = try await onThread {
        let client = try RawClient(port: port)
        try client.send(TestRoutes.request("", length: 900_000))
        return Connected(client)
      }
      try await test.expect(200, for: TestRoutes.request())
      await test.eventually("the answered request holds nothing") { load.bufferedBytes == 0 }
      let part = String(repeating: " ", count: 40_000)
      try await onThread { try waiting.client.send(part) }
      await test.eventually("the body that has come is counted") { load.bufferedBytes >= 40_000 }
      let refused = try await test.exchange(TestRoutes.request(part))
      #expect(refused.hasPrefix("HTTP/1.1 503 "))
      #expect(refused.contains("\r\nRetry-After: 1\r\n"))
      try await test.expect(200, for: TestRoutes.request())
      try await onThread { waiting.client.close() }
      await test.eventually("the client that left holds nothing") { load.bufferedBytes == 0 }
      try await test.expect(400, for: TestRoutes.request(part))
    }
  }

  @Test func `Limits may change while the server runs`() async throws {
    let routes = TestRoutes.table()
    try await TestServer.run(settings: Self.settings { $0.maximumRequests = 0 }, handler: routes.handle) { test in
      try await test.expect(503, for: TestRoutes.request())
      test.server.load.apply(ServerLimits())
      try await test.expect(200, for: TestRoutes.request())
    }
  }

  @Test func `An upstream body that does not fit is 503`() async throws {
    let upstream = InMemoryTransport { _ in
      TransportResponse(status: 200, body: .of((0..<20).map { _ in [UInt8](repeating: 0x20, count: 10_000) }))
    }
    let routes = TestRoutes.table(upstream: upstream)
    let settings = Self.settings { $0.maximumBufferedBytes = 64 * 1024 }
    try await TestServer.run(settings: settings, handler: routes.handle) { test in
      try await test.expect(503, for: TestRoutes.request())
    }
  }

  @Test(arguments: [(1 << 20, 429), (64 << 10, 503)])
  func `An upstream error body is counted like any other`(limit: Int, status: Int) async throws {
    let upstream = InMemoryTransport { _ in
      TransportResponse(status: 429, body: .of((0..<20).map { _ in [UInt8](repeating: 0x20, count: 10_000) }))
    }
    let routes = TestRoutes.table(upstream: upstream)
    try await TestServer.run(settings: Self.settings { $0.maximumBufferedBytes = limit }, handler: routes.handle) {
      test in
      try await test.expect(status, for: TestRoutes.request())
    }
  }

  struct OneHost: MediaResolver {
    func addresses(of host: String) async -> [IPAddress] { [IPAddress("93.184.216.34")].compactMap { $0 } }
  }

  /// A picture is held as it came and as the text it becomes, for a moment both.
  @Test(arguments: [(20_000, 200), (40_000, 503), (70_000, 503)])
  func `Fetched media are counted`(size: Int, status: Int) async throws {
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 7, count: size)
    let media = InMemoryTransport { _ in TransportResponse(status: 200, body: .of([picture])) }
    let routes = TestRoutes.table(media: MediaFetcher(transport: media, resolver: OneHost()))
    let part = #"{"type":"image_url","image_url":{"url":"https://a.example/x.png"}}"#
    let body = #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":[\#(part)]}]}"#
    let settings = Self.settings { $0.maximumBufferedBytes = 64 * 1024 }
    try await TestServer.run(settings: settings, handler: routes.handle) { test in
      try await test.expect(status, for: TestRoutes.request(body))
    }
  }

  @Test func `What is no longer held is no longer counted`() async throws {
    let load = Lock<ServerLoad?>(nil)
    let counts = Lock<[Int]>([])
    let handler: HTTPServer.Handler = { exchange in
      for count in [100_000, -100_000, 50_000, -20_000] {
        if count > 0 { _ = exchange.reserve(count) } else { exchange.release(-count) }
        counts.withLock { $0.append(load.withLock { $0?.bufferedBytes ?? -1 }) }
      }
      await Self.ok(exchange)
    }
    try await TestServer.run(handler: handler) { test in
      load.withLock { $0 = test.server.load }
      try await test.expect(200, for: Self.get)
      load.withLock { $0 = nil }
    }
    #expect(counts.withLock { $0 } == [114_688, 0, 65_536, 32_768])
  }

  @Test func `A body of known length is not given room for twice as much`() async throws {
    let room = Lock(0)
    let handler: HTTPServer.Handler = { exchange in
      let body = try? await exchange.collectBody(upTo: 2 << 20)
      room.withLock { $0 = body?.capacity ?? 0 }
      await Self.ok(exchange)
    }
    try await TestServer.run(handler: handler) { test in
      try await test.expect(200, for: TestRoutes.request(String(repeating: " ", count: 1_100_000)))
    }
    let capacity = room.withLock { $0 }
    #expect(capacity >= 1_100_000 && capacity < 1_150_000, "\(capacity)")
  }

  @Test func `Output that a client does not take is counted until it leaves`() async throws {
    let size = 32 << 20
    let handler: HTTPServer.Handler = { exchange in
      try? await exchange.respond(status: 200, fields: [:], body: [UInt8](repeating: 0x20, count: size))
    }
    try await TestServer.run(handler: handler) { test in
      let port = test.port
      let client = try await onThread {
        let client = try RawClient(port: port, receiveBuffer: 4096)
        try client.send(Self.get)
        return Connected(client)
      }
      await test.eventually("the output waits") { test.server.load.bufferedBytes > size / 2 }
      try await onThread { client.client.close() }
      await test.eventually("nothing waits") { test.server.load.bufferedBytes == 0 }
    }
  }

  struct Check: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var request: String
    var status: Int
  }

  /// Each request fails several checks; the status tells which one came first. All slots are taken.
  static let order: [Check] = [
    Check(
      testDescription: "an unknown path before the key",
      request: "POST /nowhere HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n",
      status: 404),
    Check(
      testDescription: "the key before the method",
      request: "PUT /v1/chat/completions HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999\r\n", status: 401),
    Check(
      testDescription: "the method before the length",
      request: "PUT /v1/chat/completions HTTP/1.1\r\nHost: h\r\nx-api-key: gp-test\r\nContent-Length: 9999999\r\n",
      status: 405),
    Check(
      testDescription: "the length before the encoding",
      request: "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nx-api-key: gp-test\r\nContent-Length: 9999999\r\n"
        + "Content-Encoding: gzip\r\n", status: 413),
    Check(
      testDescription: "the encoding before the slot",
      request: "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nx-api-key: gp-test\r\nTransfer-Encoding: chunked\r\n"
        + "Content-Encoding: gzip\r\n", status: 415),
    Check(
      testDescription: "the slot before the body",
      request: "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nx-api-key: gp-test\r\nContent-Length: 9\r\n"
        + "Content-Encoding: identity\r\n", status: 503),
  ]

  @Test(arguments: order, ["", "Expect: 100-continue\r\n"])
  func `Checks come in order and before the body`(check: Check, expect: String) async throws {
    let routes = TestRoutes.table()
    try await TestServer.run(settings: Self.settings { $0.maximumRequests = 0 }, handler: routes.handle) { test in
      let answer = try await test.exchange(check.request + expect + "\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 \(check.status) "), "\(answer)")
      #expect(answer.contains("\r\nConnection: close\r\n"))
      #expect(!answer.contains("100 Continue"))
    }
  }

  @Test(arguments: ["identity", "IDENTITY"])
  func `An identity encoding is none`(encoding: String) async throws {
    let routes = TestRoutes.table()
    try await TestServer.run(handler: routes.handle) { test in
      let request = TestRoutes.request(fields: ["Content-Encoding: \(encoding)"])
      try await test.expect(200, for: request)
    }
  }

  @Test(arguments: [("Content-Length: 1001", 413), ("Transfer-Encoding: chunked", 413), ("Content-Length: 1000", 400)])
  func `A body may be as long as configured and no longer`(framing: String, status: Int) async throws {
    let routes = TestRoutes.table(maximumBodyBytes: 1000)
    try await TestServer.run(handler: routes.handle) { test in
      let count = framing.hasSuffix("1000") ? 1000 : 1001
      let body = String(repeating: " ", count: count)
      let framed = framing.hasPrefix("Transfer") ? "\(String(count, radix: 16))\r\n\(body)\r\n0\r\n\r\n" : body
      let head = "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nx-api-key: gp-test\r\n\(framing)\r\n\r\n"
      try await test.expect(status, for: head + framed)
    }
  }
}

/// Carries a client from one `onThread` to the next, one at a time.
final class Connected: @unchecked Sendable {  // used by one thread after the other, each waited for
  let client: RawClient

  init(_ client: RawClient) { self.client = client }
}
