/// Reads Prometheus' text format as strictly as its own parser.
struct PrometheusText {
  struct Sample {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  struct Problem: Error {
    var line: String
    var what: String
  }

  private(set) var samples: [Sample] = []
  private(set) var types: [String: String] = [:]

  init(_ text: String) throws {
    guard text.hasSuffix("\n") else { throw Problem(line: "", what: "no line end at the end") }
    var seen: Set<String> = []
    var current = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) {
      if line.hasPrefix("# HELP ") { continue }
      if line.hasPrefix("# TYPE ") {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, Self.isName(words[2]), ["counter", "gauge", "histogram"].contains(words[3]) else {
          throw Problem(line: line, what: "an unsound type")
        }
        guard types.updateValue(words[3], forKey: words[2]) == nil else {
          throw Problem(line: line, what: "a second type")
        }
        if words[3] == "counter", !words[2].hasSuffix("_total") { throw Problem(line: line, what: "a counter's name") }
        current = words[2]
        continue
      }
      let sample = try Self.sample(line)
      let suffixes = types[current] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
      guard suffixes.contains(where: { sample.name == current + $0 }) else {
        throw Problem(line: line, what: "a sample outside its metric")
      }
      let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      guard seen.insert(sample.name + labels.joined(separator: ",")).inserted else {
        throw Problem(line: line, what: "a second sample of one series")
      }
      samples.append(sample)
    }
    try checkHistograms()
  }

  /// The value of the only series of a metric with these labels, or the sum of several; nil without any.
  func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    let found = samples.filter { sample in
      sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
    }
    return found.isEmpty ? nil : found.reduce(0) { $0 + $1.value }
  }

  func values(of label: String, in name: String) -> Set<String> {
    Set(samples.filter { $0.name == name }.compactMap { $0.labels[label] })
  }

  private func checkHistograms() throws {
    for (name, type) in types where type == "histogram" {
      var last: [[String: String]: (bound: Double, count: Double)] = [:]
      for sample in samples where sample.name == name + "_bucket" {
        var labels = sample.labels
        guard let text = labels.removeValue(forKey: "le"), let bound = text == "+Inf" ? .infinity : Double(text) else {
          throw Problem(line: name, what: "a bucket without a bound")
        }
        if let before = last[labels], before.bound >= bound || before.count > sample.value {
          throw Problem(line: name, what: "buckets that do not grow")
        }
        last[labels] = (bound, sample.value)
      }
      for (labels, bucket) in last {
        let count = samples.first { $0.name == name + "_count" && $0.labels == labels }
        guard bucket.bound == .infinity, count?.value == bucket.count,
          samples.contains(where: { $0.name == name + "_sum" && $0.labels == labels })
        else { throw Problem(line: name, what: "an incomplete histogram") }
      }
    }
  }

  private static func sample(_ line: String) throws -> Sample {
    var rest = Substring(line)
    let name = String(rest.prefix { $0 != "{" && $0 != " " })
    rest = rest.dropFirst(name.count)
    guard isName(name) else { throw Problem(line: line, what: "an unsound name") }
    var labels: [String: String] = [:]
    if rest.first == "{" {
      repeat {
        rest = rest.dropFirst()
        let label = String(rest.prefix { $0 != "=" })
        rest = rest.dropFirst(label.count)
        guard isName(label), rest.hasPrefix("=\"") else { throw Problem(line: line, what: "an unsound label") }
        rest = rest.dropFirst(2)
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
          guard character == "\\" else {
            value.append(character)
            continue
          }
          switch rest.popFirst() {
          case "n": value.append("\n")
          case "\\": value.append("\\")
          case "\"": value.append("\"")
          default: throw Problem(line: line, what: "an unsound escape")
          }
        }
        guard labels.updateValue(value, forKey: label) == nil else { throw Problem(line: line, what: "a label twice") }
      } while rest.first == ","
      guard rest.popFirst() == "}" else { throw Problem(line: line, what: "an open brace") }
    }
    guard rest.popFirst() == " ", let value = Double(rest), !value.isNaN, value >= 0 else {
      throw Problem(line: line, what: "an unsound value")
    }
    return Sample(name: name, labels: labels, value: value)
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
    }
  }
}
