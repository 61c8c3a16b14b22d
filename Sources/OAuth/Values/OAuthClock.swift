package import Transport

/// The two clocks: wall time for tokens, monotonic time for everything that waits or lapses here.
package struct OAuthClock: Sendable {
  package var wall: @Sendable () -> UnixTime
  package var monotonic: @Sendable () -> MonotonicInstant

  package init(
    wall: @escaping @Sendable () -> UnixTime, monotonic: @escaping @Sendable () -> MonotonicInstant
  ) {
    self.wall = wall
    self.monotonic = monotonic
  }

  package static let system = OAuthClock(wall: { .now() }, monotonic: { .now() })
}
