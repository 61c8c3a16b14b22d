import Testing
import Transport

@testable import Server

/// A stream that always has the next bytes never suspends by itself; others have to get their turn all the same.
@Suite(.timeLimit(.minutes(2))) struct FairnessTests {
  /// Has bytes ready whenever it is read, without end.
  private final class Endless: ByteChannel.Producer {
    private let channel: Lock<ByteChannel?>
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      channel = Lock(nil)
    }

    func stream() -> ByteStream {
      let channel = ByteChannel(producer: self)
      self.channel.withLock { $0 = channel }
      resumeProducing()
      return ByteStream(channel)
    }

    func resumeProducing() {
      guard let channel = channel.withLock({ $0 }) else { return }
      // The second one is refused, which makes the reader ask for more.
      for _ in 0..<2 { _ = bytes.withUnsafeBytes { channel.offer($0) } }
      channel.wakeReader()
    }

    func stopProducing() {
      channel.withLock { $0 = nil }
    }
  }

  @Test(arguments: [1, 300])
  func `An endless stream leaves the reactor to others`(eventsAtOnce: Int) async throws {
    let event = #"data: {"response":{"candidates":[{"content":{"parts":[{"text":"x"}]}}]}}"# + "\r\n\r\n"
    // Below the high-water mark nothing is refused, so even the small one is padded by a comment.
    let padding = ":" + String(repeating: "x", count: 65_536) + "\r\n"
    let bytes = Array((String(repeating: event, count: eventsAtOnce) + padding).utf8)
    let upstream = InMemoryTransport { _ in TransportResponse(status: 200, body: Endless(bytes).stream()) }
    let routes = TestRoutes.table(upstream: upstream)
    try await TestServer.run(handler: routes.handle) { test in
      let port = test.port
      let body = #"{"model":"gemini-2.5-flash","stream":true,"messages":[{"role":"user","content":"Hello"}]}"#
      let greedy = try await onThread {
        let client = try RawClient(port: port)
        try client.send(TestRoutes.request(body))
        _ = try client.receive()
        return Connected(client)
      }
      async let reading: Void = onThread { while (try? greedy.client.receive()) != nil {} }
      for _ in 0..<20 { try await test.expect(200, for: "GET /health HTTP/1.1\r\nHost: h\r\n\r\n") }
      greedy.client.halfClose()
      try await reading
    }
  }
}
