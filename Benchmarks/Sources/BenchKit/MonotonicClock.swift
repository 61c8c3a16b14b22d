import CLinux

/// The machine-wide monotonic clock: two processes on one machine read the same time.
public enum MonotonicClock {
  /// Nanoseconds since boot.
  public static func now() -> UInt64 {
    bench_now()
  }
}
