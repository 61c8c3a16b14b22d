internal import Logging
internal import Translation
internal import Transport

extension DialectRoute {
  /// Error bodies are short; what is longer is cut.
  private static var maximumErrorBytes: Int { 1 << 20 }

  /// Asks upstream, once more without what Google complained of where something is known to help; the answer, and what
  /// was asked for it.
  func ask(
    _ asked: Asked, _ context: inout RequestContext, for exchange: HTTPExchange
  ) async throws(Failure) -> (response: TransportResponse, fitted: FittedRequest) {
    var fitted = try await fit(asked, &context)
    let (response, failure) = try await generate(fitted, context, exchange)
    guard let failure else { return (response, fitted) }
    guard let repaired = await repaired(fitted.request, after: failure, &context) else {
      throw .failed(failure.failure)
    }
    fitted.request = repaired
    let (second, secondFailure) = try await generate(fitted, context, exchange)
    if let secondFailure { throw .failed(secondFailure.failure) }
    return (second, fitted)
  }

  /// Picks the account that is to answer, and brings the request into the form that its service takes.
  func fit(_ asked: Asked, _ context: inout RequestContext) async throws(Failure) -> FittedRequest {
    let credential = try await credential(for: services.demand(for: asked.request.model))
    return try await asked.fitted(to: credential, &context)
  }

  private func repaired(
    _ request: GenerateRequest, after failure: GoogleFailure, _ context: inout RequestContext
  ) async -> GenerateRequest? {
    let given = context
    let (repaired, told) = await LongWork.run(on: request.estimatedCount) {
      var context = given
      return (request.repair(after: failure).map { request.repaired(by: $0, context: &context) }, context)
    }
    context = told
    return repaired
  }

  private func generate(
    _ fitted: FittedRequest, _ context: RequestContext, _ exchange: HTTPExchange
  ) async throws(Failure) -> (TransportResponse, GoogleFailure?) {
    try await send(fitted, for: exchange) { await services.upstream.transportRequest(for: $0, promptID: context.id) }
  }

  /// Sends a call, once more with a fresh token where upstream does not take the one we thought good.
  func send(
    _ fitted: FittedRequest, for exchange: HTTPExchange, _ call: (FittedRequest) async -> TransportRequest
  ) async throws(Failure) -> (TransportResponse, GoogleFailure?) {
    let first = try await send(await call(fitted), fitted.credential.proxies, exchange)
    guard first.1?.httpStatus == 401, services.upstream.credentials.invalidate(fitted.credential) else { return first }
    let kind = fitted.credential.service.kind
    let second = FittedRequest(
      request: fitted.request, model: fitted.model,
      credential: try await credential(for: CallDemand(kinds: [kind], model: fitted.model.name)))
    return try await send(await call(second), second.credential.proxies, exchange)
  }

  func credential(for call: CallDemand) async throws(Failure) -> UpstreamCredential {
    do throws(ProxyFailure) { return try await services.upstream.credentials.credential(for: call) } catch {
      throw .failed(error)
    }
  }

  /// The answer of upstream, or what it says is wrong.
  private func send(
    _ call: TransportRequest, _ proxies: OutboundProxies, _ exchange: HTTPExchange
  ) async throws(Failure) -> (TransportResponse, GoogleFailure?) {
    let response: TransportResponse
    do throws(TransportError) {
      response = try await services.transport.stream(call, through: proxies)
    } catch {
      throw error == .closedBeforeFirstByte ? .unreached(ProxyFailure(error)) : .failed(ProxyFailure(error))
    }
    guard response.status != 200 else { return (response, nil) }
    let body = try await errorBody(response.body, exchange)
    let failure = GoogleFailure(httpStatus: response.status, body: body)
    services.logger.info(
      "upstream refused", metadata: ["status": "\(response.status)", "reason": "\(failure.status)"])
    return (response, failure)
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
}

extension RouteServices {
  /// What a call to a model asks of an account: one whose service is known to have the model, where there is such a one.
  func demand(for model: String) -> CallDemand {
    let kinds = upstream.credentials.kinds
    let serving = ModelCatalogue.standard[model].map { $0.upstreams.intersection(kinds) } ?? kinds
    return CallDemand(kinds: serving.isEmpty ? kinds : serving, model: model)
  }
}
