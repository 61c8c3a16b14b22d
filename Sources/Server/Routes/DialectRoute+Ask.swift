internal import Logging
internal import OAuth
internal import Translation
internal import Transport

extension DialectRoute {
  /// What one attempt came to.
  enum Attempt<Answer> {
    case done(Answer)
    /// Nothing of it has been shown to the client.
    case failed(AnswerFault)
  }

  /// Error bodies are short; what is longer is cut.
  private static var maximumErrorBytes: Int { 1 << 20 }

  /// Has `attempt` ask for an answer until there is one, or nothing helps any more: other accounts, other tokens, a
  /// repaired request, another model, patience.
  @inline(never)
  func dispatch<Answer>(
    _ asked: AskedRequest, _ exchange: HTTPExchange, on kinds: Set<UpstreamKind> = UpstreamKind.all,
    _ attempt: (_ fitted: FittedRequest, _ isLast: Bool) async throws(Failure) -> Attempt<Answer>
  ) async throws(Failure) -> Answer {
    let dispatch = begin(asked, exchange, on: kinds)
    while true {
      if Task.isCancelled { throw interruption(of: exchange) }
      switch dispatch.next(at: .now()) {
      case .fail(let failure): throw .failed(failure)
      case .wait(let pause): try await wait(pause, exchange, asked)
      case .ask(let account):
        guard let fitted = try await fit(asked, to: account, dispatch, exchange) else { continue }
        switch try await attempt(fitted, dispatch.isLastSend) {
        case .done(let answer): return answer
        case .failed(let fault): note(fault, fitted, dispatch)
        }
      }
    }
  }

  @inline(never)
  private func begin(_ asked: AskedRequest, _ exchange: HTTPExchange, on kinds: Set<UpstreamKind>) -> Dispatch {
    services.dispatch(asked, for: client, on: kinds, limits: limits(of: exchange.head))
  }

  /// The request as `account` can be asked it; nil, told to `dispatch`, where the account has no credential.
  @inline(never)
  private func fit(
    _ asked: AskedRequest, to account: String, _ dispatch: Dispatch, _ exchange: HTTPExchange
  ) async throws(Failure) -> FittedRequest? {
    let credential: UpstreamCredential
    do throws(CredentialFailure) {
      credential = try await services.upstream.credentials.credential(of: account)
    } catch {
      dispatch.hasNoCredential(error, at: .now())
      return nil
    }
    let model = try model(dispatch.model, on: credential.service.kind)
    exchange.model = model.description
    exchange.upstream = credential.service.kind
    let (repairs, onAnswer) = (dispatch.repairs, dispatch.answered)
    return await LongWork.run(on: asked.estimatedCount) {
      asked.fitted(to: credential, model: model, repairs: repairs, onAnswer: onAnswer)
    }
  }

  /// The model under the name that a service has for it.
  @inline(never)
  private func model(_ name: String, on kind: UpstreamKind) throws(Failure) -> ModelID {
    let name = ModelCatalogue.standard.resolve(name, on: kind)
    guard let model = ModelID(name) else { throw .failed(.noModel(name)) }
    return model
  }

  /// Tells everybody whom it concerns that an attempt failed.
  @inline(never)
  private func note(_ fault: AnswerFault, _ fitted: FittedRequest, _ dispatch: Dispatch) {
    let credential = fitted.credential
    services.metrics.note(fault, of: credential.service.kind)
    // Without the reason: what Google says of a broken call may repeat it.
    services.logger.info(
      "attempt failed",
      metadata: [
        "account": "\(credential.account)", "model": "\(fitted.model.name)", "status": "\(fault.failure.status)",
        "code": "\(fault.failure.code ?? fault.failure.googleStatus ?? "-")",
      ])
    dispatch.failed(fault, at: .now()) { services.upstream.credentials.invalidate(credential) }
  }

  /// The body of upstream's answer to `call`, or what it says is wrong.
  @inline(never)
  func send(
    _ call: TransportRequest, for fitted: FittedRequest, _ exchange: HTTPExchange
  ) async throws(Failure) -> Attempt<ByteStream> {
    var call = call
    if let trace = exchange.trace { call.headers += trace.fields }
    let asked = exchange.timing.asks()
    let response: TransportResponse
    do throws(TransportError) {
      response = try await services.transport.stream(call, through: fitted.credential.proxies)
      exchange.timing.answered(since: asked)
    } catch {
      exchange.timing.answered(since: asked)
      return .failed(AnswerFault(calling: error))
    }
    guard response.status != 200 else { return .done(response.body) }
    return .failed(try await refusal(response, of: fitted, exchange))
  }

  /// What upstream says is wrong, and what may help.
  @inline(never)
  private func refusal(
    _ response: TransportResponse, of fitted: FittedRequest, _ exchange: HTTPExchange
  ) async throws(Failure) -> AnswerFault {
    let body = try await errorBody(response.body, exchange)
    let refusal = GoogleFailure(
      httpStatus: response.status, body: body, retryAfter: response.header("retry-after"),
      now: Int64(RouteServices.unixTime()))
    return await LongWork.run(on: fitted.estimatedCount) {
      AnswerFault(refusal, repair: fitted.request.repair(after: refusal))
    }
  }

  /// As much as has come of what upstream says is wrong.
  private func errorBody(_ upstream: ByteStream, _ exchange: HTTPExchange) async throws(Failure) -> [UInt8] {
    var body: [UInt8] = []
    var buffer: [UInt8] = []
    while body.count < Self.maximumErrorBytes, (try? await upstream.read(into: &buffer)) == true {
      guard exchange.reserve(buffer.count) else { throw .failed(.noRoom) }
      body.append(contentsOf: buffer.prefix(Self.maximumErrorBytes - body.count))
    }
    return body
  }

  /// A client that will not wait that long is not made to.
  private func limits(of head: HTTPRequestHead) -> RetryPolicy.Limits {
    var limits = services.retryLimits
    for name in ["x-server-timeout", "x-stainless-timeout"] {
      guard let seconds = head.fields.first(name).flatMap({ Double($0) }), seconds >= 0 else { continue }
      limits.wait = min(limits.wait, seconds)
    }
    return limits
  }

  /// Waits; a stream gets its heartbeats meanwhile, with the first of which its status is committed.
  @inline(never)
  private func wait(_ pause: Duration, _ exchange: HTTPExchange, _ asked: AskedRequest) async throws(Failure) {
    let end = MonotonicInstant.now() + pause
    let keepalive = asked.request.isStreaming ? services.keepalive : nil
    while true {
      let nextBeat = keepalive.map { MonotonicInstant.now() + $0 } ?? .distantFuture
      do throws(CancellationError) {
        try await exchange.reactor.sleep(until: min(end, nextBeat))
      } catch {
        throw interruption(of: exchange)
      }
      guard nextBeat < end else { return }
      try beatWithoutAnswer(to: asked, exchange)
      try await flush(exchange)
    }
  }

  @inline(never)
  private func beatWithoutAnswer(to asked: AskedRequest, _ exchange: HTTPExchange) throws(Failure) {
    let encoder = D.encoder(for: asked.request, context: asked.context)
    if !exchange.hasAnswered { try begin(exchange, encoder.contentType) }
    beat(encoder.currentHeartbeat, exchange)
  }

  private func interruption(of exchange: HTTPExchange) -> Failure {
    exchange.serverIsEnding ? .failed(.shuttingDown) : .client(.clientGone)
  }
}

extension ProxyFailure {
  /// What a client is told of a name that can be no model's.
  static func noModel(_ name: String) -> ProxyFailure {
    ProxyFailure(.modelNotFound, message: "'\(name.prefix(128))' is not a model name.", parameter: "model")
  }
}

extension RouteServices {
  /// The way of a request through the accounts.
  func dispatch(
    _ asked: AskedRequest, for client: ClientIdentity, on kinds: Set<UpstreamKind>,
    limits: RetryPolicy.Limits
  ) -> Dispatch {
    let request = asked.request
    var query = AccountPool.Query(model: request.model)
    let conversation = request.conversation
    query.conversation = ConversationKey(client: client.id, fingerprint: conversation.fingerprint)
    query.isContinued = conversation.isContinued
    query.signer = request.mayBeAnsweredEmpty ? asked.lastSigner : nil
    let substitutes = modelFallbacks.substitutes(for: request.model).filter { client.mayUse($0) }
    return Dispatch(
      query, fallbacks: substitutes, limits: limits, pool: pool, seed: random.next()
    ) { model in self.kinds(serving: model).intersection(kinds) }
  }

  /// The services that are known to have a model, where there is an account for such a one; else all there are
  /// accounts for.
  func kinds(serving model: String) -> Set<UpstreamKind> {
    let accounts = pool.withLock { $0.kinds }
    guard let entry = models.withLock({ $0.all[model] }) else { return accounts }
    // Vertex AI has no list: of models that others have named it may have each.
    let vertex: Set<UpstreamKind> = ModelCatalogue.standard[model] == nil ? [.vertexAI] : []
    let serving = entry.upstreams.union(vertex).intersection(accounts)
    return serving.isEmpty ? accounts : serving
  }
}
