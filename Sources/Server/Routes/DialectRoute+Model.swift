internal import OAuth
internal import Translation
internal import Transport

extension DialectRoute {
  /// The model that a client asks for, which it must be allowed to use, in the words of Google's public API.
  func resolvedModel(_ asked: String) throws(Failure) -> String {
    let name = services.modelNames.resolve(asked)
    guard let model = ModelID(name) else { throw .failed(.noModel(name)) }
    guard client.mayUse(ModelCatalogue.standard[name]?.id ?? model.description, asked) else {
      let message = "This API key may not use the model '\(asked.prefix(128))'; GET /v1/models shows those it may."
      throw .failed(ProxyFailure(.permission, message: message, parameter: "model"))
    }
    return name
  }

  /// Refuses a model that is known, or seems, not to do what is asked of it, and what no account could do.
  func checkModel(_ name: String, for use: ModelUse) throws(Failure) {
    if let refusal = use.refusal(of: name, on: services.pool.withLock({ $0.kinds })) { throw .failed(refusal) }
  }

  /// The name of the model that answers where the client asked for another; another way of writing the same model does
  /// not count.
  func substitute(_ model: ModelID, for asked: String, on kind: UpstreamKind) -> String? {
    let canonical = ModelNames.canonical(asked)
    let name = ModelID(canonical)?.name ?? canonical
    return name == model.name || sameModel(name)?.id(on: kind) == model.name ? nil : model.name
  }

  /// What is known under a name that is a model's own id and no word for whichever is current.
  private func sameModel(_ name: String) -> ModelEntry? {
    ModelCatalogue.standard[name].flatMap { $0.id == name ? $0 : nil }
  }
}
