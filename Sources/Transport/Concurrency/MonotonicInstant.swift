internal import Glibc

/// A point on `CLOCK_MONOTONIC`: what every wait in this program is measured with, in nanoseconds.
package struct MonotonicInstant: Comparable, Hashable, Sendable {
  package var nanoseconds: UInt64

  package init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
  }

  /// A point that no wait reaches.
  package static let distantFuture = MonotonicInstant(nanoseconds: .max)

  /// A point before every other.
  package static let distantPast = MonotonicInstant(nanoseconds: 0)

  package static func now() -> MonotonicInstant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicInstant(nanoseconds: UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec))
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Saturates instead of trapping: a caller's `Duration` may be absurd.
  package static func + (instant: Self, duration: Duration) -> Self {
    let (seconds, attoseconds) = duration.components
    guard seconds >= 0, attoseconds >= 0 else { return instant }
    let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return .distantFuture }
    let (sum, carry) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
    guard !carry else { return .distantFuture }
    let (result, wrapped) = instant.nanoseconds.addingReportingOverflow(sum)
    return wrapped ? .distantFuture : MonotonicInstant(nanoseconds: result)
  }

  /// The time from `earlier` to here; zero if `earlier` is later.
  package func duration(since earlier: Self) -> Duration {
    .nanoseconds(Int64(clamping: nanoseconds >= earlier.nanoseconds ? nanoseconds - earlier.nanoseconds : 0))
  }
}
