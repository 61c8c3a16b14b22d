/// A moment in the two forms that lists of models have it in; whoever has a clock makes it.
package struct Timestamp: Sendable {
  /// Seconds since 1970.
  package let unix: Int
  /// Such as `2026-01-10T01:55:33Z`.
  package let rfc3339: String

  package init(unix: Int, rfc3339: String) {
    self.unix = unix
    self.rfc3339 = rfc3339
  }
}
