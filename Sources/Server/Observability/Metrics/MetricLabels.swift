internal import Translation

/// What metrics may name: the models of the catalogue and of the configuration. Whatever else callers ask for is one.
package struct MetricLabels: Sendable {
  static let other = "other"

  private let models: Set<String>

  /// `models` are those that the configuration names.
  package init(models: some Sequence<String> = []) {
    self.models = Set(models)
  }

  /// Empty where no model was asked for.
  func model(_ name: String?) -> String {
    guard let name else { return "" }
    if let known = ModelCatalogue.standard[name] { return known.id }
    return models.contains(name) ? name : Self.other
  }
}
