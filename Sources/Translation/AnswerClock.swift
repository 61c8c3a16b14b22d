/// The time as an answer tells it; whoever has a clock gives it, so that a translation stays pure.
///
/// Made for every request and asked by few dialects, so the functions capture nothing and cost nothing.
package struct AnswerClock: Sendable {
  private let created: Int
  private let start: Int
  private let now: @Sendable () -> Int
  private let rfc3339: @Sendable (Int) -> String

  /// `created` is the time of the request in seconds since 1970; `now` tells the nanoseconds of a clock that only goes on,
  /// as `start` is; nil for what it tells at this moment.
  package init(
    created: Int, start: Int? = nil, now: @escaping @Sendable () -> Int, rfc3339: @escaping @Sendable (Int) -> String
  ) {
    self.created = created
    self.start = start ?? now()
    self.now = now
    self.rfc3339 = rfc3339
  }

  /// When the request came, as RFC 3339.
  func began() -> String { rfc3339(created) }

  /// Nanoseconds since then.
  func elapsed() -> Int { now() &- start }
}

extension AnswerClock {
  /// Stands still, for a translation that nobody waits for.
  static let none = AnswerClock(created: 0, now: { 0 }, rfc3339: { _ in "1970-01-01T00:00:00Z" })
}
