internal import Glibc

/// A moment of wall-clock time, for what the outside world dates: tokens, key expiry, names of backups.
public struct UnixTime: Sendable, Hashable, Comparable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64

  /// `milliseconds` since 1970-01-01T00:00:00Z.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Orders by time.
  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  package init(seconds: Int64) {
    milliseconds = seconds.multipliedReportingOverflow(by: 1000).overflow ? .max : seconds * 1000
  }

  package static func now() -> UnixTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UnixTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  package func adding(seconds: Int64) -> UnixTime {
    let (change, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, wrapped) = milliseconds.addingReportingOverflow(change)
    guard !overflow, !wrapped else { return UnixTime(milliseconds: seconds < 0 ? .min : .max) }
    return UnixTime(milliseconds: sum)
  }
}
