/// Latencies, kept exactly.
public struct LatencySamples {
  private var nanoseconds: [UInt64] = []

  /// No samples yet.
  public init() {}

  /// How many samples there are.
  public var count: Int { nanoseconds.count }

  /// Makes room, so that adding does not allocate.
  public mutating func reserve(_ count: Int) { nanoseconds.reserveCapacity(count) }

  /// Adds a sample.
  @inline(__always)
  public mutating func add(_ value: UInt64) { nanoseconds.append(value) }

  /// The given percentiles (0...1), in microseconds; zeros without samples.
  public func percentiles(_ ranks: [Double]) -> [Double] {
    guard !nanoseconds.isEmpty else { return ranks.map { _ in 0 } }
    let sorted = nanoseconds.sorted()
    return ranks.map { rank in
      Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * rank))]) / 1000
    }
  }
}
