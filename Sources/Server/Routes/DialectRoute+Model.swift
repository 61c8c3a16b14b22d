internal import Translation

extension DialectRoute {
  /// The model to ask upstream for, which the client must be allowed to use; `substitute` names it where it is another
  /// than the client asked for. Another way of writing the same model does not count.
  func resolveModel(
    of request: inout GenerateRequest
  ) throws(Failure) -> (model: ModelID, substitute: String?) {
    let upstream = services.upstream.origin.kind
    let asked = request.model
    request.model = ModelCatalogue.standard.resolve(services.modelNames.resolve(asked), on: upstream)
    guard let model = ModelID(request.model) else {
      let message = "'\(request.model.prefix(128))' is not a model name."
      throw .failed(ProxyFailure(.modelNotFound, message: message, parameter: "model"))
    }
    guard client.mayUse(ModelCatalogue.standard[request.model]?.id ?? model.description, asked) else {
      let message = "This API key may not use the model '\(asked.prefix(128))'; GET /v1/models shows those it may."
      throw .failed(ProxyFailure(.permission, message: message, parameter: "model"))
    }
    let canonical = ModelNames.canonical(asked)
    let name = ModelID(canonical)?.name ?? canonical
    let isSame = name == model.name || sameModel(name)?.id(on: upstream) == model.name
    return (model, isSame ? nil : model.name)
  }

  /// What is known under a name that is a model's own id and no word for whichever is current.
  private func sameModel(_ name: String) -> ModelEntry? {
    ModelCatalogue.standard[name].flatMap { $0.id == name ? $0 : nil }
  }
}
