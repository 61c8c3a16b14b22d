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
  let client: ClientIdentity
  /// What the path of a native request names.
  var target: NativeTarget?

  /// Answers a request to generate.
  func serve(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await tellingFailures(exchange) { () async throws(Failure) in try await answer(exchange) }
  }

  /// Runs `body` and tells the client, in its dialect, why it failed.
  func tellingFailures(
    _ exchange: HTTPExchange, _ body: () async throws(Failure) -> Void
  ) async throws(HTTPExchange.Failure) {
    do throws(Failure) {
      try await body()
    } catch {
      // Cancelled: the client has left, or its time is up because the server is going away.
      if Task.isCancelled, !exchange.hasAnswered {
        guard exchange.serverIsEnding else { throw .clientGone }
        return try await exchange.respond(D.error(.shuttingDown), retryAfter: ProxyFailure.shuttingDown.retryAfter)
      }
      switch error {
      case .client(let failure): throw failure
      case .failed(let failure):
        // SDKs would wait for a person as long as they wait for a server.
        if failure.isForPerson { exchange.commonFields.append("x-should-retry", "false") }
        try await exchange.respond(D.error(failure), retryAfter: failure.retryAfter)
      }
    }
  }

  private func answer(_ exchange: HTTPExchange) async throws(Failure) {
    var (request, model, substitute, context) = try await readRequest(exchange)
    request = request.restoringSignatures(
      services.signatures.signatures(for: request.callIDs, client: client.id), from: services.upstream.origin,
      context: &context)
    // Done here and not on the way out, so that the client is told of what is changed.
    request = request.adapted(to: model, context: &context)
    let response = try await ask(request, model, &context)
    if let substitute { exchange.commonFields.append("x-gemini-proxy-model", substitute) }
    if let told = Adjustment.header(context.adjustments) {
      exchange.commonFields.append("x-gemini-proxy-adjustments", told)
    }
    let encoder = D.encoder(for: request, context: context)
    if request.isStreaming {
      try await relay(response.body, encoder, from: model, to: exchange)
    } else {
      try await translate(response.body, encoder, from: model, to: exchange)
    }
  }

  /// The client's body as a request to a model that may be asked for.
  func readRequest(
    _ exchange: HTTPExchange
  ) async throws(Failure) -> (
    request: GenerateRequest, model: ModelID, substitute: String?, context: RequestContext
  ) {
    let body = try await readBody(exchange)
    var context = services.newContext()
    context.target = target
    var request: GenerateRequest
    do throws(TranslationError) {
      request = try D.request(body, context: &context)
    } catch {
      throw .failed(error.failure)
    }
    let (model, substitute) = try resolveModel(of: &request)
    if let prompt = services.systemPrompt() { request = request.applying(prompt, context: &context) }
    exchange.model = model.description
    request = try await resolvingMedia(of: request, exchange)
    return (request, model, substitute, context)
  }

  /// Keeps signatures before the client has them: its next request may come at once.
  func remember(_ signatures: some Collection<CallSignature>, from model: ModelID) {
    services.signatures.remember(
      signatures, client: client.id, model: model.name, origin: services.upstream.origin)
  }

  private func readBody(_ exchange: HTTPExchange) async throws(Failure) -> [UInt8] {
    do throws(HTTPExchange.Failure) {
      return try await exchange.collectBody(upTo: services.maximumBodyBytes)
    } catch {
      switch error {
      case .clientGone: throw .client(.clientGone)
      case .bodyTooLarge: throw .failed(.bodyTooLarge(limit: services.maximumBodyBytes))
      case .noRoom: throw .failed(.noRoom)
      case .badBody(let status, let reason):
        throw .failed(ProxyFailure(.invalidRequest, status: status, message: reason))
      }
    }
  }

  /// The whole of an upstream answer, counted among the bytes that all requests share.
  func collect(_ upstream: ByteStream, for exchange: HTTPExchange) async throws(Failure) -> [UInt8] {
    var whole: [UInt8] = []
    var buffer: [UInt8] = []
    while true {
      do throws(TransportError) {
        guard try await upstream.read(into: &buffer) else { return whole }
        guard whole.count + buffer.count <= services.maximumUpstreamBodyBytes else {
          throw .tooLarge(services.maximumUpstreamBodyBytes)
        }
      } catch {
        throw .failed(ProxyFailure(error))
      }
      guard exchange.reserve(buffer.count) else { throw .failed(.noRoom) }
      if whole.isEmpty { swap(&whole, &buffer) } else { whole.append(contentsOf: buffer) }
    }
  }

  private func translate(
    _ upstream: ByteStream, _ encoder: consuming D.Encoder, from model: ModelID, to exchange: HTTPExchange
  ) async throws(Failure) {
    let body = try await collect(upstream, for: exchange)
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
    remember(encoder.signatures, from: model)
    encoder.whole(into: &output)
    do throws(HTTPExchange.Failure) {
      try await exchange.respond(status: 200, fields: ["Content-Type": "application/json"], body: output)
    } catch {
      throw .client(error)
    }
  }
}
