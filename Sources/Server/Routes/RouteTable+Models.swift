internal import Translation

extension RouteTable {
  /// The models that a client may use, in the form its API has for them.
  func respondWithModels(
    _ surface: APISurface, _ client: ClientIdentity, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    let allowed = ModelCatalogue(models: services.catalogue.models.filter { client.mayUse($0.id) })
    let target = exchange.head.target
    let body: [UInt8]
    do throws(TranslationError) {
      switch surface {
      case .openAI, .ollama: body = OpenAIModels.list(allowed, created: services.started)
      case .anthropic:
        let page = AnthropicModels.Page(
          limit: try limit(target.queryItem("limit")), afterID: target.queryItem("after_id"),
          beforeID: target.queryItem("before_id"))
        body = try AnthropicModels.list(allowed, page: page, created: services.started)
      case .gemini:
        body = try GeminiModels.list(allowed, size: target.queryItem("pageSize"), token: target.queryItem("pageToken"))
      }
    } catch {
      return try await exchange.respond(surface.error(error.failure))
    }
    try await exchange.respond(json: body)
  }

  private func limit(_ text: String?) throws(TranslationError) -> Int? {
    guard let text else { return nil }
    guard let limit = Int(text) else { throw TranslationError(path: "limit", message: "must be a number.") }
    return limit
  }

  /// One model, by its id or by any alias that chat takes; the answer repeats what was asked.
  func respond(
    model id: String, _ surface: APISurface, _ client: ClientIdentity, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    let asked = ModelID(id)?.name ?? id
    guard let entry = services.catalogue[services.modelNames.resolve(id)], client.mayUse(entry.id, asked) else {
      let message = "There is no model '\(id.prefix(128))' in the list; GET /v1/models shows it."
      return try await exchange.respond(surface.error(ProxyFailure(.modelNotFound, message: message)))
    }
    switch surface {
    case .openAI, .ollama:
      try await exchange.respond(json: OpenAIModels.model(entry, as: asked, created: services.started))
    case .anthropic:
      try await exchange.respond(json: AnthropicModels.model(entry, as: asked, created: services.started))
    case .gemini: try await exchange.respond(json: GeminiModels.model(entry, as: asked))
    }
  }
}
