internal import Translation

extension RouteTable {
  func serve(
    _ endpoint: OpenAIEndpoint, _ client: ClientIdentity, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    switch endpoint {
    case .completions: try await DialectRoute<Completions>(services: services, client: client).serve(exchange)
    case .embeddings: try await DialectRoute<ChatCompletions>(services: services, client: client).embed(exchange)
    case .images: try await DialectRoute<Images>(services: services, client: client).serve(exchange)
    case .transcriptions: try await DialectRoute<Transcriptions>(services: services, client: client).serve(exchange)
    case .speech: try await DialectRoute<Speech>(services: services, client: client).serve(exchange)
    }
  }
}
