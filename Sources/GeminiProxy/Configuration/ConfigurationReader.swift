internal import OAuth

/// Takes values out of layers, strongest first, and notes what is wrong with them.
struct ConfigurationReader {
  struct Layer {
    var source: ConfigurationSource
    var values: [String: ConfigurationValue]
  }

  /// Strongest first.
  let layers: [Layer]
  var problems: [ConfigurationProblem] = []
  var provenance: [ConfigurationKey: ConfigurationSource] = [:]

  init(layers: [Layer]) {
    self.layers = layers
  }

  /// The strongest value of a key, and nothing noted about it.
  func find(_ key: ConfigurationKey) -> (value: ConfigurationValue, source: ConfigurationSource)? {
    for layer in layers {
      guard let value = layer.values[key.rawValue], !value.isNull else { continue }
      if key.isUnsetWhenEmpty, value.isEmptyText { continue }
      return (value, layer.source)
    }
    return nil
  }

  /// The strongest value of a key; its source is remembered.
  mutating func take(_ key: ConfigurationKey) -> ConfigurationValue? {
    let found = find(key)
    provenance[key] = found?.source ?? .standard
    return found?.value
  }

  mutating func refuse(_ key: ConfigurationKey, _ value: ConfigurationValue, allowed: String, path: String? = nil) {
    problems.append(
      ConfigurationProblem(
        .error, key: path ?? key.rawValue, "found \(value.found(secret: key.isSecret)), allowed: \(allowed)",
        source: provenance[key] ?? .file))
  }

  mutating func warn(_ key: ConfigurationKey, _ message: String, path: String? = nil) {
    problems.append(
      ConfigurationProblem(.warning, key: path ?? key.rawValue, message, source: provenance[key] ?? .file))
  }

  mutating func fail(_ key: ConfigurationKey, _ message: String, path: String? = nil) {
    problems.append(
      ConfigurationProblem(.error, key: path ?? key.rawValue, message, source: provenance[key] ?? .file))
  }

  // MARK: Kinds of values

  mutating func integer(_ key: ConfigurationKey, _ range: ClosedRange<Int>, into target: inout Int) {
    guard let value = take(key) else { return }
    guard let number = value.integer, range.contains(number) else {
      let bounds = range.upperBound == .max ? "at least \(range.lowerBound)" : Self.words(range)
      return refuse(key, value, allowed: "a whole number \(bounds)")
    }
    target = number
  }

  mutating func boolean(_ key: ConfigurationKey, into target: inout Bool) {
    guard let value = take(key) else { return }
    guard let flag = value.boolean else { return refuse(key, value, allowed: "true or false") }
    target = flag
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: ConfigurationKey, synonyms: [String: Choice] = [:], into target: inout Choice
  ) {
    guard let value = take(key) else { return }
    let name = value.string?.lowercased() ?? ""
    guard let choice = Choice(rawValue: name) ?? synonyms[name] else {
      return refuse(key, value, allowed: Self.list(Choice.self))
    }
    target = choice
  }

  mutating func text(
    _ key: ConfigurationKey, allowed: String, into target: inout String,
    where isAllowed: (String) -> Bool = { _ in true }
  ) {
    guard let value = take(key) else { return }
    guard let text = value.string, Self.isPrintable(text), isAllowed(text) else {
      return refuse(key, value, allowed: allowed)
    }
    target = text
  }

  mutating func secret(_ key: ConfigurationKey, into target: inout Secret) {
    var text = target.exposed
    self.text(key, allowed: "a text", into: &text)
    target = Secret(text)
  }

  mutating func texts(
    _ key: ConfigurationKey, allowed: String, into target: inout [String],
    where isAllowed: (String) -> Bool = { _ in true }
  ) {
    guard let value = take(key) else { return }
    guard let elements = value.elements else { return refuse(key, value, allowed: "a list of \(allowed)") }
    var list: [String] = []
    for (position, element) in elements.enumerated() {
      guard let text = element.string, Self.isPrintable(text), isAllowed(text) else {
        refuse(key, element, allowed: allowed, path: "\(key.rawValue)[\(position)]")
        continue
      }
      list.append(text)
    }
    target = list
  }

  // MARK: Wording

  static func list<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type) -> String {
    type.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }

  static func words(_ range: ClosedRange<Int>) -> String { "from \(range.lowerBound) to \(range.upperBound)" }

  /// No control characters: the value may end up in a header, a log or a terminal.
  static func isPrintable(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
}
