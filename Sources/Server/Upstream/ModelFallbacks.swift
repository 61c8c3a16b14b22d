internal import Translation

/// Which models stand in for one that has no capacity or quota left.
package struct ModelFallbacks: Sendable {
  private var substitutes: [String: [String]] = [:]

  package init() {}

  /// Names may be written in any way that clients may.
  package init(_ list: [(model: String, substitutes: [String])]) {
    for (model, names) in list { substitutes[Self.key(model)] = names.map(ModelNames.canonical) }
  }

  /// In the order in which they are asked.
  func substitutes(for model: String) -> [String] {
    substitutes.isEmpty ? [] : substitutes[Self.key(model)] ?? []
  }

  private static func key(_ model: String) -> String {
    let name = ModelNames.canonical(model)
    return ModelCatalogue.standard[name]?.id ?? ModelID(name)?.name ?? name
  }
}
