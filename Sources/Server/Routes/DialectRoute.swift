internal import Logging
internal import Translation
internal import Transport

/// Serves one dialect's generate call: body in, upstream asked, answer whole or streamed (`DialectRoute+Stream`).
struct DialectRoute<D: Dialect> {
  /// What ends a request before its answer has begun.
  enum Failure: Error {
    case client(HTTPExchange.Failure)
    case failed(ProxyFailure)
  }

  let services: RouteServices

  func serve(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    do throws(Failure) {
      try await answer(exchange)
    } catch {
      switch error {
      case .client(let failure): throw failure
      case .failed(let failure): try await exchange.respond(D.error(failure), retryAfter: failure.retryAfter)
      }
    }
  }

  private func answer(_ exchange: HTTPExchange) async throws(Failure) {
    let body = try await readBody(exchange)
    var context = services.newContext()
    let request: GenerateRequest
    do throws(TranslationError) {
      request = try D.request(body, context: &context)
    } catch {
      throw .failed(error.failure)
    }
    guard request.mediaReferences.isEmpty else {
      let message = "Images and files named by address are not fetched by this version; send them inline (data: URL)."
      throw .failed(ProxyFailure(.invalidRequest, message: message, parameter: "messages"))
    }
    guard let model = ModelID(request.model) else {
      let message = "'\(request.model.prefix(128))' is not a model name."
      throw .failed(ProxyFailure(.modelNotFound, message: message, parameter: "model"))
    }
    let response = try await ask(request, model, context)
    let encoder = D.encoder(for: request, context: context)
    if request.isStreaming {
      try await relay(response.body, encoder, to: exchange)
    } else {
      try await translate(response.body, encoder, to: exchange)
    }
  }

  private func readBody(_ exchange: HTTPExchange) async throws(Failure) -> [UInt8] {
    do throws(HTTPExchange.Failure) {
      return try await exchange.collectBody(upTo: services.maximumBodyBytes)
    } catch {
      switch error {
      case .clientGone: throw .client(.clientGone)
      case .bodyTooLarge:
        let message = "The request body is longer than \(services.maximumBodyBytes) bytes."
        throw .failed(ProxyFailure(.requestTooLarge, message: message))
      case .badBody(let status, let reason):
        throw .failed(ProxyFailure(.invalidRequest, status: status, message: reason))
      }
    }
  }

  private func ask(
    _ request: GenerateRequest, _ model: ModelID, _ context: RequestContext
  ) async throws(Failure) -> TransportResponse {
    let call: TransportRequest
    do throws(ProxyFailure) {
      call = try await services.upstream.transportRequest(for: request, model: model, promptID: context.id)
    } catch {
      throw .failed(error)
    }
    let response: TransportResponse
    do throws(TransportError) {
      response = try await services.transport.stream(call)
    } catch {
      throw .failed(ProxyFailure(error))
    }
    guard response.status == 200 else {
      let body = (try? await response.body.collect(upTo: 1 << 20)) ?? []
      let failure = GoogleFailure(httpStatus: response.status, body: body)
      services.logger.info(
        "upstream refused", metadata: ["status": "\(response.status)", "reason": "\(failure.status)"])
      throw .failed(failure.failure)
    }
    return response
  }

  private func translate(
    _ upstream: ByteStream, _ encoder: consuming D.Encoder, to exchange: HTTPExchange
  ) async throws(Failure) {
    let body: [UInt8]
    do throws(TransportError) {
      body = try await upstream.collect(upTo: services.maximumUpstreamBodyBytes)
    } catch {
      throw .failed(ProxyFailure(error))
    }
    var encoder = encoder
    var output: [UInt8] = []
    do {
      try body.withUnsafeBytes { try encoder.consume($0, into: &output) }
    } catch let error as TranslationError {
      throw .failed(error.failure)
    } catch {
      throw .failed(ProxyFailure(.internal, message: "The answer could not be translated."))
    }
    // Without a finish reason `whole` would call a cut-off answer complete.
    guard encoder.isComplete else {
      throw .failed(
        ProxyFailure(.upstreamUnavailable, message: "Gemini ended the answer without saying why; try again."))
    }
    encoder.whole(into: &output)
    do throws(HTTPExchange.Failure) {
      try await exchange.respond(status: 200, fields: ["Content-Type": "application/json"], body: output)
    } catch {
      throw .client(error)
    }
  }
}
