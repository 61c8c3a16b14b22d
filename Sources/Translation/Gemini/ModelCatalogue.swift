/// The models an upstream serves; Code Assist has no list of its own to ask.
package struct ModelCatalogue: Sendable, Equatable {
  package let models: [ModelEntry]
  /// By id, alias and the names that upstreams use.
  private let positions: [String: Int]

  package init(models: [ModelEntry]) {
    self.models = models
    var positions: [String: Int] = [:]
    for (position, model) in models.enumerated() {
      let names = [model.id] + model.aliases + model.variants + (model.codeAssistID.map { [$0] } ?? [])
      for name in names where positions[name] == nil { positions[name] = position }
    }
    self.positions = positions
  }

  /// The entry that an id or alias means, with or without `models/` in front.
  package subscript(id: String) -> ModelEntry? {
    // Most are spelt as they stand here.
    if let position = positions[id] { return models[position] }
    // Of a tuned model the name says nothing.
    guard let id = ModelID(id), id.collection != "tunedModels", let position = positions[id.name.lowercased()] else {
      return nil
    }
    return models[position]
  }

  /// The one name by which a model is told from others, whichever of its names is given.
  package static func commonName(of model: String) -> String {
    standard[model]?.id ?? ModelID(model)?.name ?? model
  }

  /// Those that one of the services serves.
  package func available(on upstream: UpstreamKind) -> ModelCatalogue {
    ModelCatalogue(models: models.filter { $0.upstreams.contains(upstream) })
  }

  /// Those that at least one of the services serves.
  package func available(onAnyOf upstreams: Set<UpstreamKind>) -> ModelCatalogue {
    ModelCatalogue(models: models.filter { !$0.upstreams.isDisjoint(with: upstreams) })
  }

  /// The name to ask `upstream` for where a client says `name`; a name that is not known stays as it is.
  package func resolve(_ name: String, on upstream: UpstreamKind) -> String {
    guard let known = self[name], let id = ModelID(name), !known.variants.contains(id.name) else { return name }
    return known.id(on: upstream)
  }
}
