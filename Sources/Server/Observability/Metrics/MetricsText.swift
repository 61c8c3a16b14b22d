/// Writes Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricsText {
  enum Kind: String {
    case counter, gauge, histogram
  }

  typealias Labels = [(name: String, value: String)]

  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var bytes: [UInt8] = []
  private var name = ""

  /// Begins a metric; all of its samples follow.
  mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    append("# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n")
  }

  mutating func sample(_ value: Int) { sample("", [], "\(value)") }

  mutating func sample(_ value: Double) { sample("", [], Self.number(value)) }

  mutating func sample(_ labels: Labels, _ value: Int) { sample("", labels, "\(value)") }

  mutating func sample(_ labels: Labels, _ value: Double) { sample("", labels, Self.number(value)) }

  mutating func sample(_ labels: Labels, _ histogram: MetricHistogram) {
    var cumulative = 0
    for (position, count) in histogram.counts.enumerated() {
      cumulative += count
      let bound = position < histogram.bounds.count ? Self.number(histogram.bounds[position]) : "+Inf"
      sample("_bucket", labels + [(name: "le", value: bound)], "\(cumulative)")
    }
    sample("_sum", labels, Self.number(histogram.sum))
    sample("_count", labels, "\(cumulative)")
  }

  private mutating func sample(_ suffix: String, _ labels: Labels, _ value: String) {
    append(name)
    append(suffix)
    if !labels.isEmpty {
      for (position, label) in labels.enumerated() {
        append(position == 0 ? "{" : ",")
        append(label.name)
        append("=\"")
        for byte in label.value.utf8 {
          switch byte {
          case UInt8(ascii: "\\"): append("\\\\")
          case UInt8(ascii: "\""): append("\\\"")
          case UInt8(ascii: "\n"): append("\\n")
          default: bytes.append(byte)
          }
        }
        append("\"")
      }
      append("}")
    }
    append(" \(value)\n")
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Whole numbers without a point, so that bounds read as they are written elsewhere.
  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
