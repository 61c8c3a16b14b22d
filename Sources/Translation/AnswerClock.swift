/// The time as an answer tells it; whoever has a clock makes it, so that a translation stays pure.
package struct AnswerClock: Sendable {
  /// When the request came, as RFC 3339; made when a dialect tells it.
  package var began: @Sendable () -> String
  /// Nanoseconds since then.
  package var elapsed: @Sendable () -> Int

  package init(
    began: @escaping @Sendable () -> String = { "1970-01-01T00:00:00Z" }, elapsed: @escaping @Sendable () -> Int = { 0 }
  ) {
    self.began = began
    self.elapsed = elapsed
  }
}
