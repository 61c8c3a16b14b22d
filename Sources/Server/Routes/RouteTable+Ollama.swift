internal import OAuth
internal import Translation

/// What a path below `/api/` asks for.
enum OllamaPath: String {
  case tags, show, chat, generate, version, ps

  var methods: [HTTPMethod] {
    switch self {
    case .show, .chat, .generate: [.post]
    case .tags, .version, .ps: [.get, .head]
    }
  }
}

extension RouteTable {
  /// Answers as Ollama does.
  @inline(never)
  func serve(
    _ path: OllamaPath, _ client: ClientIdentity, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    switch path {
    case .chat: try await DialectRoute<OllamaChat>(shared: shared, client: client).serve(exchange)
    case .generate: try await DialectRoute<OllamaGenerate>(shared: shared, client: client).serve(exchange)
    case .show: try await DialectRoute<OllamaChat>(shared: shared, client: client).show(exchange)
    case .tags:
      let allowed = ModelCatalogue(models: services.catalogue.models.filter { client.mayUse($0.id) })
      try await exchange.respond(
        json: OllamaModels.list(allowed, created: services.started, digest: Digest.sha256Hex))
    case .version: try await exchange.respond(json: OllamaModels.version(of: services.version))
    case .ps: try await exchange.respond(json: OllamaModels.running)
    }
  }
}

extension DialectRoute where D == OllamaChat {
  /// Answers what is known of a model.
  fileprivate func show(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await tellingFailures(exchange) { () async throws(Failure) in
      let body = try await readBody(exchange)
      let name: String
      let model: String
      do throws(TranslationError) { (name, model) = try OllamaModels.asked(body) } catch {
        throw .failed(error.failure)
      }
      guard let entry = services.catalogue[services.modelNames.resolve(model)], client.mayUse(entry.id, model) else {
        throw .failed(ProxyFailure(.modelNotFound, message: "model '\(name.prefix(128))' not found"))
      }
      let answer = OllamaModels.show(entry, created: services.started)
      do throws(HTTPExchange.Failure) { try await exchange.respond(json: answer) } catch { throw .client(error) }
    }
  }
}
