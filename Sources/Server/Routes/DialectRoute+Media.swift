internal import Translation
internal import Transport

extension DialectRoute {
  /// The request with the media that it names by address.
  func resolvingMedia(
    of request: GenerateRequest, _ exchange: HTTPExchange
  ) async throws(Failure) -> GenerateRequest {
    let references = request.mediaReferences
    guard let first = references.first else { return request }
    do throws(ProxyFailure) {
      guard let fetcher = services.mediaFetcher else {
        let message = "is not fetched by this proxy (fetch_media); send it inline as a data: URL."
        throw TranslationError(path: first.path, message: message).failure
      }
      // The fetcher's tasks stay on the exchange's reactor.
      nonisolated(unsafe) let exchange = exchange
      let media = try await fetcher.fetch(references, on: exchange.reactor) { exchange.reserve($0) }
      let fetched = media.values.reduce(0) { $0 + $1.bytes.count }
      defer { exchange.release(fetched) }
      guard exchange.reserve(media.values.reduce(0) { $0 + $1.encodedCount }) else { throw ProxyFailure.noRoom }
      // Megabytes become base64: not the reactor's work.
      return try await withTaskExecutorPreference(globalConcurrentExecutor) {
        await Self.resolve(request, media)
      }.get()
    } catch {
      throw .failed(error)
    }
  }

  @concurrent
  private static func resolve(
    _ request: GenerateRequest, _ media: [String: ResolvedMedia]
  ) async -> Result<GenerateRequest, ProxyFailure> {
    do throws(TranslationError) {
      return .success(try request.resolving(media))
    } catch {
      return .failure(error.failure)
    }
  }
}
