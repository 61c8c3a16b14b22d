/// What was found in one scenario.
struct ScenarioResult: Codable {
  let name: String
  let summary: String
  let kind: Scenario.Kind
  var targets: [TargetResult]

  /// The result of a target, if it took part.
  func result(_ target: Target) -> TargetResult? { targets.first { $0.target == target } }
}
