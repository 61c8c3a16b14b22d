import Transport

@testable import OAuth

/// Both clocks, moved by hand.
final class TestClock: Sendable {
  private let elapsed = Lock(Duration.zero)
  static let start = UnixTime(milliseconds: 1_767_960_000_000)

  var clock: OAuthClock {
    OAuthClock(
      wall: { Self.start.adding(seconds: self.elapsed.withLock { $0.components.seconds }) },
      monotonic: { MonotonicInstant(nanoseconds: 1) + self.elapsed.withLock { $0 } })
  }

  func advance(_ duration: Duration) { elapsed.withLock { $0 += duration } }
}
