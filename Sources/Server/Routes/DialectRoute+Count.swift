internal import Translation
internal import Transport

extension DialectRoute where D == GeminiNative {
  /// Answers a request to count the tokens of a prompt: upstream counts.
  func count(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await tellingFailures(exchange) { () async throws(Failure) in try await answerCount(exchange) }
  }

  private func answerCount(_ exchange: HTTPExchange) async throws(Failure) {
    let (asked, read) = try await readRequest(exchange)
    var context = read
    let fitted = try await fit(asked, &context)
    exchange.model = fitted.model.description
    let (response, failure) = try await send(fitted, for: exchange) { await services.upstream.countRequest(for: $0) }
    if let failure { throw .failed(failure.failure) }
    let body = try await collect(response.body, for: exchange)
    guard let answer = CountTokens.native(body) else {
      throw .failed(ProxyFailure(.upstreamUnavailable, message: "Gemini answered without a count of tokens."))
    }
    do throws(HTTPExchange.Failure) { try await exchange.respond(json: answer) } catch { throw .client(error) }
  }
}
