internal import Translation
internal import Transport

extension DialectRoute {
  /// The request with the media that it names by address.
  @inline(never)
  func resolvingMedia(of asked: AskedRequest, _ exchange: HTTPExchange) async throws(Failure) -> AskedRequest {
    let references = mediaReferences(asked)
    guard let first = references.first else { return asked }
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
        await Self.resolve(asked, media)
      }.get()
    } catch {
      throw .failed(error)
    }
  }

  @inline(never)
  private func mediaReferences(_ asked: AskedRequest) -> [MediaReference] { asked.request.mediaReferences }

  @concurrent
  private static func resolve(
    _ asked: AskedRequest, _ media: [String: ResolvedMedia]
  ) async -> Result<AskedRequest, ProxyFailure> {
    do throws(TranslationError) {
      return .success(asked.with(try asked.request.resolving(media)))
    } catch {
      return .failure(error.failure)
    }
  }
}
