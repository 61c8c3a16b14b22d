internal import OAuth
internal import Translation
internal import Transport

extension DialectRoute where D == GeminiNative {
  /// Answers a request for the vectors of texts, of one with `embedContent`, else of many.
  @inline(never)
  func embed(_ exchange: HTTPExchange, isBatch: Bool) async throws(HTTPExchange.Failure) {
    try await tellingFailures(exchange) { () async throws(Failure) in try await answerEmbed(exchange, isBatch) }
  }

  private func answerEmbed(_ exchange: HTTPExchange, _ isBatch: Bool) async throws(Failure) {
    guard services.pool.withLock({ $0.kinds }) != [.codeAssist] else { throw .failed(ModelUse.vectors.unserved) }
    let body = try await readBody(exchange)
    let wanted = try await embeddings(of: body, isBatch)
    let model = try resolvedModel(target?.model ?? "")
    exchange.model = model
    let answer = try await ask(wanted, model, exchange)
    let output = await LongWork.run(on: answer.vectors.reduce(0) { $0 + $1.count }) { answer.native(isBatch: isBatch) }
    do throws(HTTPExchange.Failure) { try await exchange.respond(json: output) } catch { throw .client(error) }
  }

  private func embeddings(of body: [UInt8], _ isBatch: Bool) async throws(Failure) -> EmbedRequest {
    let result = await LongWork.run(on: body.count) { () -> Result<EmbedRequest, TranslationError> in
      do throws(TranslationError) {
        return .success(try EmbedRequest(native: body, isBatch: isBatch))
      } catch {
        return .failure(error)
      }
    }
    do throws(TranslationError) { return try result.get() } catch { throw .failed(error.failure) }
  }
}

extension DialectRoute {
  /// The vectors of all texts, in as many calls as the service needs.
  func ask(_ wanted: EmbedRequest, _ model: String, _ exchange: HTTPExchange) async throws(Failure) -> EmbedAnswer {
    let kinds = services.kinds(serving: model).subtracting([.codeAssist])
    guard !kinds.isEmpty else { throw .failed(ModelUse.vectors.unserved) }
    let asked = AskedRequest(
      GenerateRequest(model: model, isStreaming: false), services.newContext(), name: model, client: client.id)
    let answer = try await dispatch(asked, exchange, on: kinds) {
      fitted, _ async throws(Failure) in try await vectors(for: wanted, fitted, exchange)
    }
    guard answer.vectors.count == wanted.items.count else {
      let message = "Google answered with other vectors than were asked for."
      throw .failed(ProxyFailure(.upstreamUnavailable, message: message))
    }
    return answer
  }

  private func vectors(
    for wanted: EmbedRequest, _ fitted: FittedRequest, _ exchange: HTTPExchange
  ) async throws(Failure) -> Attempt<EmbedAnswer> {
    let calls = await LongWork.run(on: wanted.items.reduce(0) { $0 + $1.content.count }) {
      wanted.calls(on: fitted.credential.service, model: fitted.model)
    }
    guard let calls else { throw .failed(ModelUse.vectors.unserved) }
    var answer = EmbedAnswer()
    for call in calls {
      let body: [UInt8]
      switch try await send(services.upstream.embedRequest(call, as: fitted.credential), for: fitted, exchange) {
      case .failed(let fault): return .failed(fault)
      case .done(let stream):
        switch try await collect(stream, for: exchange) {
        case .failed(let fault): return .failed(fault)
        case .done(let found): body = found
        }
      }
      let before = answer
      let (isVector, added) = await LongWork.run(on: body.count) {
        var answer = before
        return (answer.add(body), answer)
      }
      guard isVector else {
        throw .failed(ProxyFailure(.upstreamUnavailable, message: "Google answered without a vector."))
      }
      var usage = Usage()
      usage.prompt = added.tokens - answer.tokens
      charge(usage, exchange)
      answer = added
    }
    return .done(answer)
  }
}
