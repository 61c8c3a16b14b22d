/// Median, least and greatest of repeated figures.
struct Spread: Codable {
  let median: Double
  let least: Double
  let greatest: Double
  let values: [Double]

  /// Nil without figures.
  init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    least = first
    greatest = last
    self.values = values
  }

  /// Whether the ranges have nothing in common: only then is a difference claimed.
  func isApart(from other: Spread) -> Bool { least > other.greatest || greatest < other.least }
}
