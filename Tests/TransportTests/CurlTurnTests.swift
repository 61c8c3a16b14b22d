import Testing

@testable import Transport

/// What keeps one transfer from owning the loop; that libcurl works in its turn only, every debug build asserts.
struct CurlTurnTests {
  @Test func `A transfer whose reader keeps up rests after 256 KiB all the same`() async throws {
    try await onReactor { reactor in
      let driver = try CurlDriver(reactor: reactor, options: CurlTransportOptions())
      defer { driver.loopEnded() }
      let transfer = CurlTransfer(request: .get("http://127.0.0.1:1/"), reactor: reactor, driver: driver)
      let piece = [UInt8](repeating: 7, count: 16 * 1024)
      var read: [UInt8] = []
      var received = 0
      func receive() -> CurlTransfer.Verdict { piece.withUnsafeBytes { transfer.received($0) } }
      while received < 1 << 20, receive() == .taken {
        received += piece.count
        _ = transfer.channel.take(into: &read)
      }
      #expect(received == 256 * 1024)
      #expect(driver.hasPendingWork, "it is to go on in the next turn")
      driver.takeTurn(now: .now())
      #expect(!driver.hasPendingWork)
      #expect(receive() == .taken, "a new turn, a new allowance")
    }
  }
}
