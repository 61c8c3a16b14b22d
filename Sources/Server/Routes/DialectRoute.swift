internal import Logging
internal import Translation
internal import Transport

/// Serves one dialect's generate call: body in, upstream asked, answer whole (`WholeAnswer`) or streamed (`StreamAnswer`).
///
/// The frame of an async function holds all that its body and what is inlined into it ever need, for as long as it
/// waits. What is large goes by reference here, and longer work is done in functions of its own that are not inlined.
final class DialectRoute<D: Dialect>: Sendable {
  /// What ends a request before its answer has begun.
  enum Failure: Error {
    case client(HTTPExchange.Failure)
    indirect case failed(ProxyFailure)
  }

  private let shared: SharedServices
  let client: ClientIdentity
  /// What the path of a native request names.
  let target: NativeTarget?

  init(shared: SharedServices, client: ClientIdentity, target: NativeTarget? = nil) {
    self.shared = shared
    self.client = client
    self.target = target
  }

  var services: RouteServices { shared.value }

  /// Answers a request to generate.
  @inline(never)
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
      try await tell(error, exchange)
    }
  }

  @inline(never)
  private func tell(_ failure: Failure, _ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    // Cancelled: the client has left, or its time is up because the server is going away.
    if Task.isCancelled, !exchange.hasAnswered {
      guard exchange.serverIsEnding else { throw .clientGone }
      return try await exchange.respond(.shuttingDown, as: D.error)
    }
    switch failure {
    case .client(let failure): throw failure
    case .failed(let failure):
      // SDKs would wait for a person, or for the next day's quota, as long as they wait for a server.
      if failure.isForPerson || failure.kind == .quotaExhausted {
        exchange.commonFields.append("x-should-retry", "false")
      }
      try await exchange.respond(naming(exchange.model, in: failure), as: D.error)
    }
  }

  /// Google's words for a model it does not have name none; to its own clients they are told as they are.
  func naming(_ model: String?, in failure: ProxyFailure) -> ProxyFailure {
    guard failure.kind == .modelNotFound, failure.googleStatus != nil, let model, target == nil else { return failure }
    var failure = failure
    failure.message =
      "Gemini has no model '\(model.prefix(128))' for this account; GET /v1/models shows those it has. "
      + "(\(failure.message))"
    return failure
  }

  @inline(never)
  private func answer(_ exchange: HTTPExchange) async throws(Failure) {
    let asked = try await readRequest(exchange)
    if let answer = answerWithoutModel(asked) {
      do throws(HTTPExchange.Failure) { return try await exchange.respond(json: answer) } catch { throw .client(error) }
    }
    if asked.request.furtherPrompts.isEmpty {
      _ = try await answer(asked, exchange)
    } else {
      try await answerEach(asked, exchange)
    }
  }

  @inline(never)
  private func answerWithoutModel(_ asked: AskedRequest) -> [UInt8]? {
    D.answerWithoutModel(to: asked.request, context: asked.context)
  }

  /// Answers the prompts of a request one after the other.
  @inline(never)
  private func answerEach(_ asked: AskedRequest, _ exchange: HTTPExchange) async throws(Failure) {
    var series = AnswerSeries()
    let prompts = asked.request.prompts
    for (position, prompt) in prompts.enumerated() {
      series.isLast = position == prompts.count - 1
      guard let next = try await answer(asked.with(asked.request.asking(prompt, in: series)), exchange) else { return }
      series = next
    }
  }

  /// Answers one prompt; what the next one goes on from, nil where the answer has had its end.
  @inline(never)
  private func answer(_ asked: AskedRequest, _ exchange: HTTPExchange) async throws(Failure) -> AnswerSeries? {
    do throws(Failure) {
      let kinds = D.modelUse?.services ?? UpstreamKind.all
      return try await dispatch(asked, exchange, on: kinds) { fitted, isLast async throws(Failure) in
        try await attempt(fitted, of: asked, exchange, isLast: isLast)
      }
    } catch {
      guard case .failed(let failure) = error else { throw error }
      guard try await failStream(failure, asked, exchange) else { throw error }
      return nil
    }
  }

  @inline(never)
  private func attempt(
    _ fitted: FittedRequest, of asked: AskedRequest, _ exchange: HTTPExchange, isLast: Bool
  ) async throws(Failure) -> Attempt<AnswerSeries?> {
    switch try await send(await services.upstream.transportRequest(for: fitted), for: fitted, exchange) {
    case .failed(let fault): return .failed(fault)
    case .done(let upstream):
      if !exchange.hasAnswered { announce(fitted, of: asked, in: exchange) }
      guard fitted.request.isStreaming else {
        return try await translate(upstream, of: fitted, to: exchange, isLast: isLast)
      }
      return try await stream(upstream, of: fitted, to: exchange, isLast: isLast).run()
    }
  }

  @inline(never)
  private func stream(
    _ upstream: ByteStream, of asked: FittedRequest, to exchange: HTTPExchange, isLast: Bool
  ) -> StreamAnswer<D> {
    StreamAnswer(upstream, of: asked, to: exchange, on: self, isLast: isLast)
  }

  /// Says in the answer's head what the client would not expect.
  @inline(never)
  private func announce(_ fitted: FittedRequest, of asked: AskedRequest, in exchange: HTTPExchange) {
    let substitute = substitute(fitted.model, for: asked.name, on: fitted.credential.service.kind)
    exchange.commonFields.remove("x-gemini-proxy-model")
    if let substitute { exchange.commonFields.set("x-gemini-proxy-model", substitute) }
    exchange.commonFields.remove("x-gemini-proxy-adjustments")
    if let told = Adjustment.header(fitted.context.adjustments) {
      exchange.commonFields.set("x-gemini-proxy-adjustments", told)
    }
  }

  /// The client's body as a request to a model that may be asked for.
  @inline(never)
  func readRequest(_ exchange: HTTPExchange) async throws(Failure) -> AskedRequest {
    let body = try await readBody(exchange)
    let asked = try await translated(body, context(of: exchange))
    return try await resolvingMedia(of: admitted(asked, exchange), exchange)
  }

  private func context(of exchange: HTTPExchange) -> RequestContext {
    var context = services.newContext()
    context.target = target
    context.agent = ClientAgent(exchange.head)
    context.contentType = exchange.head.fields.first("content-type")
    context.storedItems = services.responses.items(of: client.id)
    return context
  }

  /// What takes long is done elsewhere than on the event loop.
  @inline(never)
  private func translated(_ body: [UInt8], _ context: RequestContext) async throws(Failure) -> AskedRequest {
    if let asked = try read(
      { context throws(TranslationError) in try D.shortRequest(body, context: &context) }, context)
    {
      return asked
    }
    let result = await LongWork.run { () -> Result<AskedRequest?, Failure> in
      do throws(Failure) {
        return .success(
          try self.read({ context throws(TranslationError) in try D.request(body, context: &context) }, context))
      } catch {
        return .failure(error)
      }
    }
    guard let asked = try result.get() else { throw .failed(ProxyFailure(.internal, message: "No request was read.")) }
    return asked
  }

  @inline(never)
  private func read(
    _ reader: (inout RequestContext) throws(TranslationError) -> GenerateRequest?, _ context: RequestContext
  ) throws(Failure) -> AskedRequest? {
    var context = context
    do throws(TranslationError) {
      guard let request = try reader(&context) else { return nil }
      return AskedRequest(request, context, name: request.model, client: client.id)
    } catch {
      throw .failed(error.failure)
    }
  }

  /// The request as the operator allows it.
  @inline(never)
  private func admitted(_ asked: AskedRequest, _ exchange: HTTPExchange) throws(Failure) -> AskedRequest {
    var (request, context) = (asked.request, asked.context)
    request.model = try resolvedModel(asked.name)
    exchange.model = request.model
    if let use = D.modelUse { try checkModel(request.model, for: use) }
    if let prompt = services.systemPrompt() { request = request.applying(prompt, context: &context) }
    return AskedRequest(
      request, context, name: asked.name, client: client.id,
      signatures: services.signatures.signatures(for: request.callIDs, client: client.id))
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

  @inline(never)
  private func translate(
    _ upstream: ByteStream, of asked: FittedRequest, to exchange: HTTPExchange, isLast: Bool
  ) async throws(Failure) -> Attempt<AnswerSeries?> {
    switch try await collect(upstream, for: exchange) {
    case .failed(let fault): return .failed(fault)
    case .done(let body):
      let answer = await LongWork.run(on: body.count) { WholeAnswer<D>(body, of: asked, isLast: isLast) }
      charge(answer.usage, exchange)
      exchange.unnamedReason = answer.unnamedReason
      if let fault = answer.fault { return .failed(fault) }
      asked.onAnswer()
      remember(answer.signatures, from: asked)
      guard asked.request.reply.series.isLast else { return .done(answer.series) }
      keep(answer.storedResponse)
      do throws(HTTPExchange.Failure) {
        try await exchange.respond(status: 200, fields: ["Content-Type": "\(answer.contentType)"], body: answer.body)
      } catch {
        throw .client(error)
      }
      return .done(nil)
    }
  }
}
