internal import Translation

extension RouteTable {
  @inline(never)
  func serve(
    _ endpoint: OpenAIEndpoint, _ client: ClientIdentity, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    switch endpoint {
    case .completions: try await DialectRoute<Completions>(shared: shared, client: client).serve(exchange)
    case .embeddings: try await DialectRoute<ChatCompletions>(shared: shared, client: client).embed(exchange)
    case .images: try await DialectRoute<Images>(shared: shared, client: client).serve(exchange)
    case .transcriptions: try await DialectRoute<Transcriptions>(shared: shared, client: client).serve(exchange)
    case .speech: try await DialectRoute<Speech>(shared: shared, client: client).serve(exchange)
    }
  }
}
