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

  let shared: SharedServices
  let client: ClientIdentity
  /// What the path of a native request names.
  var target: NativeTarget?

  var services: RouteServices { shared.value }

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
        return try await exchange.respond(.shuttingDown, as: D.error)
      }
      switch error {
      case .client(let failure): throw failure
      case .failed(let failure):
        // SDKs would wait for a person, or for the next day's quota, as long as they wait for a server.
        if failure.isForPerson || failure.kind == .quotaExhausted {
          exchange.commonFields.append("x-should-retry", "false")
        }
        try await exchange.respond(naming(exchange.model, in: failure), as: D.error)
      }
    }
  }

  /// Google's words for a model it does not have name none; to its own clients they are told as they are.
  private func naming(_ model: String?, in failure: ProxyFailure) -> ProxyFailure {
    guard failure.kind == .modelNotFound, failure.googleStatus != nil, let model, target == nil else { return failure }
    var failure = failure
    failure.message =
      "Gemini has no model '\(model.prefix(128))' for this account; GET /v1/models shows those it has. "
      + "(\(failure.message))"
    return failure
  }

  private func answer(_ exchange: HTTPExchange) async throws(Failure) {
    var (asked, context) = try await readRequest(exchange)
    if let answer = D.answerWithoutModel(to: asked.request, context: context) {
      do throws(HTTPExchange.Failure) { return try await exchange.respond(json: answer) } catch { throw .client(error) }
    }
    asked.signatures = services.signatures.signatures(for: asked.request.callIDs, client: client.id)
    let request = asked.request
    let prompts = request.prompts
    var series = AnswerSeries()
    for (position, prompt) in prompts.enumerated() {
      series.isLast = position == prompts.count - 1
      asked.request = request.asking(prompt, in: series)
      guard let next = try await answer(asked, context, exchange) else { return }
      series = next
    }
  }

  /// Answers one prompt; what the next one goes on from, nil where the answer has had its end.
  private func answer(
    _ asked: Asked, _ context: RequestContext, _ exchange: HTTPExchange
  ) async throws(Failure) -> AnswerSeries? {
    do throws(Failure) {
      let kinds = D.modelUse?.services ?? Set(UpstreamKind.allCases)
      return try await dispatch(asked, context, exchange, on: kinds) { fitted, context, isLast async throws(Failure) in
        try await attempt(fitted, of: asked, context, exchange, isLast: isLast)
      }
    } catch {
      guard case .failed(let failure) = error else { throw error }
      let encoder = D.encoder(for: asked.request, context: context)
      // Where the stream has begun the status has gone, with heartbeats or with the answers to other prompts.
      guard exchange.hasAnswered || encoder.tellsFailuresInStream && !Task.isCancelled else { throw error }
      if !exchange.hasAnswered { try begin(exchange, encoder.contentType) }
      try await failStream(naming(exchange.model, in: failure), encoder, to: exchange)
      return nil
    }
  }

  private func attempt(
    _ fitted: FittedRequest, of asked: Asked, _ context: RequestContext, _ exchange: HTTPExchange, isLast: Bool
  ) async throws(Failure) -> Attempt<AnswerSeries?> {
    let call = await services.upstream.transportRequest(for: fitted, promptID: context.id)
    let response: TransportResponse
    switch try await send(call, for: fitted, exchange) {
    case .done(let found): response = found
    case .failed(let fault): return .failed(fault)
    }
    if !exchange.hasAnswered { announce(fitted, of: asked, context, in: exchange) }
    let encoder = D.encoder(for: fitted.request, context: context)
    guard fitted.request.isStreaming else {
      return try await translate(response.body, encoder, of: fitted, to: exchange, isLast: isLast)
    }
    return try await relay(response.body, encoder, of: fitted, to: exchange, isLast: isLast)
  }

  /// Says in the answer's head what the client would not expect.
  private func announce(
    _ fitted: FittedRequest, of asked: Asked, _ context: RequestContext, in exchange: HTTPExchange
  ) {
    let substitute = substitute(fitted.model, for: asked.name, on: fitted.credential.service.kind)
    exchange.commonFields.remove("x-gemini-proxy-model")
    if let substitute { exchange.commonFields.set("x-gemini-proxy-model", substitute) }
    exchange.commonFields.remove("x-gemini-proxy-adjustments")
    if let told = Adjustment.header(context.adjustments) {
      exchange.commonFields.set("x-gemini-proxy-adjustments", told)
    }
  }

  /// The client's body as a request to a model that may be asked for.
  func readRequest(_ exchange: HTTPExchange) async throws(Failure) -> (asked: Asked, context: RequestContext) {
    let body = try await readBody(exchange)
    var context = services.newContext()
    context.target = target
    context.agent = ClientAgent(exchange.head)
    context.contentType = exchange.head.fields.first("content-type")
    context.storedItems = services.responses.items(of: client.id)
    var request = try await translated(body, &context)
    let name = request.model
    try resolveModel(of: &request)
    exchange.model = request.model
    if let use = D.modelUse { try checkModel(request.model, for: use) }
    if let prompt = services.systemPrompt() { request = request.applying(prompt, context: &context) }
    request = try await resolvingMedia(of: request, exchange)
    return (Asked(request: request, name: name, client: client.id), context)
  }

  /// What takes long is done elsewhere than on the event loop.
  private func translated(_ body: [UInt8], _ context: inout RequestContext) async throws(Failure) -> GenerateRequest {
    do throws(TranslationError) {
      if let request = try D.shortRequest(body, context: &context) { return request }
    } catch {
      throw .failed(error.failure)
    }
    let given = context
    let (result, told) = await LongWork.run {
      var context = given
      do throws(TranslationError) {
        return (Result<GenerateRequest, TranslationError>.success(try D.request(body, context: &context)), context)
      } catch {
        return (.failure(error), context)
      }
    }
    context = told
    do throws(TranslationError) { return try result.get() } catch { throw .failed(error.failure) }
  }

  /// Keeps signatures before the client has them: its next request may come at once.
  func remember(_ signatures: some Collection<CallSignature>, from asked: FittedRequest) {
    services.signatures.remember(
      signatures, client: client.id, model: asked.model.name, origin: asked.credential.origin)
  }

  /// Keeps a response before the client has it: its next request may come at once.
  func keep(_ response: StoredResponse?) {
    if let response { services.responses.keep(response, client: client.id) }
  }

  /// Counts what an answer cost before the client has all of it: its next request may come at once.
  ///
  /// Answers that are thrown away and asked for again cost as much.
  func charge(_ usage: Usage, _ exchange: HTTPExchange) {
    exchange.usage.add(usage)
    services.usage.add(usage, of: client)
  }

  func readBody(_ exchange: HTTPExchange) async throws(Failure) -> [UInt8] {
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
  func collect(_ upstream: ByteStream, for exchange: HTTPExchange) async throws(Failure) -> Attempt<[UInt8]> {
    var whole: [UInt8] = []
    var buffer: [UInt8] = []
    while true {
      do throws(TransportError) {
        guard try await upstream.read(into: &buffer) else { return .done(whole) }
        guard whole.count + buffer.count <= services.maximumUpstreamBodyBytes else {
          throw .tooLarge(services.maximumUpstreamBodyBytes)
        }
      } catch {
        return .failed(AnswerFault(error))
      }
      guard exchange.reserve(buffer.count) else { throw .failed(.noRoom) }
      if whole.isEmpty { swap(&whole, &buffer) } else { whole.append(contentsOf: buffer) }
    }
  }

  private func translate(
    _ upstream: ByteStream, _ encoder: consuming D.Encoder, of asked: FittedRequest, to exchange: HTTPExchange,
    isLast: Bool
  ) async throws(Failure) -> Attempt<AnswerSeries?> {
    let body: [UInt8]
    switch try await collect(upstream, for: exchange) {
    case .done(let found): body = found
    case .failed(let fault): return .failed(fault)
    }
    var encoder = encoder
    var output: [UInt8] = []
    var fault: AnswerFault?
    do {
      try body.withUnsafeBytes { try encoder.consume($0, into: &output) }
      // Without a finish reason `whole` would call a cut-off answer complete.
      if !encoder.isComplete {
        fault = .cutOff
      } else if encoder.isEmpty, !asked.request.mayBeAnsweredEmpty, !(isLast && D.Encoder.passesEmptyAnswers) {
        fault = .empty
      }
    } catch {
      fault = AnswerFault(error)
    }
    charge(encoder.usage, exchange)
    exchange.unnamedReason = encoder.unnamedReason
    if let fault { return .failed(fault) }
    asked.onAnswer()
    remember(encoder.signatures, from: asked)
    guard asked.request.reply.series.isLast else { return .done(encoder.series) }
    encoder.whole(into: &output)
    keep(encoder.storedResponse)
    do throws(HTTPExchange.Failure) {
      try await exchange.respond(status: 200, fields: ["Content-Type": "\(encoder.wholeContentType)"], body: output)
    } catch {
      throw .client(error)
    }
    return .done(nil)
  }
}
