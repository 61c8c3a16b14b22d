/// A model name as a request gives it.
struct SimulatedModel: Sendable {
  let name: String
  var scenario: Scenario?

  /// Nil for a name that no service knows.
  init?(_ name: String) {
    self.name = name
    if let mark = name.start(ofScenarioMark: "sim-") {
      guard let found = Scenario(name: String(name[mark...])) else { return nil }
      scenario = found
    } else {
      scenario = nil
      guard ["gemini-", "gemma-"].contains(where: name.hasPrefix) else { return nil }
    }
  }

  /// Speaks, and does nothing else.
  var isSpeechModel: Bool { name.contains("-tts") }

  /// Gemini 3 and later demand thought signatures and give calls an id.
  var isGemini3: Bool { name.hasPrefix("gemini-3") }

  /// The levels a model takes; nil for one that is asked for a budget.
  var thinkingLevels: [String]? {
    guard isGemini3, !isSpeechModel, !name.contains("-image") else { return nil }
    if name.hasPrefix("gemini-3-pro") { return ["LOW", "HIGH"] }
    if name.hasPrefix("gemini-3.1-pro") { return ["LOW", "MEDIUM", "HIGH"] }
    return ["MINIMAL", "LOW", "MEDIUM", "HIGH"]
  }

  /// The budgets a model takes, beside -1; nil where everything goes.
  var thinkingBudgets: (range: ClosedRange<Int>, allowsZero: Bool)? {
    if name.hasPrefix("gemini-2.5-pro") { return (128...32768, false) }
    if name.hasPrefix("gemini-2.5-flash-lite") { return (512...24576, true) }
    if name.hasPrefix("gemini-2.5-flash") { return (1...24576, true) }
    return nil
  }
}

extension String {
  /// Where the scenario begins: at the start, or after a dash.
  fileprivate func start(ofScenarioMark mark: String) -> Index? {
    if hasPrefix(mark) { return index(startIndex, offsetBy: mark.count) }
    var start = startIndex
    while let dash = self[start...].firstIndex(of: "-") {
      start = index(after: dash)
      if self[start...].hasPrefix(mark) { return index(start, offsetBy: mark.count) }
    }
    return nil
  }
}
