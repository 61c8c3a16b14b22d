internal import Translation
internal import Transport

extension DialectRoute where D == GeminiNative {
  /// Answers a request to count the tokens of a prompt: upstream counts.
  @inline(never)
  func count(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await count(exchange, CountTokens.native)
  }
}

extension DialectRoute where D == Messages {
  /// Answers a request to count the tokens of a prompt: upstream counts.
  @inline(never)
  func count(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await count(exchange) { body in CountTokens.total(in: body).map(Messages.count) }
  }
}

extension DialectRoute where D == Responses {
  /// Answers a request to count the tokens of a prompt: upstream counts.
  @inline(never)
  func count(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await count(exchange) { body in CountTokens.total(in: body).map(Responses.count) }
  }
}

extension DialectRoute {
  /// `answer` makes the client's answer of upstream's; nil where that has no count.
  private func count(_ exchange: HTTPExchange, _ answer: ([UInt8]) -> [UInt8]?) async throws(HTTPExchange.Failure) {
    try await tellingFailures(exchange) { () async throws(Failure) in
      let asked = try await readRequest(exchange)
      let body = try await dispatch(asked, exchange) { fitted, _ async throws(Failure) in
        switch try await send(await services.upstream.countRequest(for: fitted), for: fitted, exchange) {
        case .done(let stream): try await collect(stream, for: exchange)
        case .failed(let fault): .failed(fault)
        }
      }
      guard let answer = answer(body) else {
        throw .failed(ProxyFailure(.upstreamUnavailable, message: "Gemini answered without a count of tokens."))
      }
      do throws(HTTPExchange.Failure) { try await exchange.respond(json: answer) } catch { throw .client(error) }
    }
  }
}
