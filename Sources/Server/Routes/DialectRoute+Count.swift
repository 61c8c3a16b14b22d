internal import Translation
internal import Transport

extension DialectRoute where D == GeminiNative {
  /// Answers a request to count the tokens of a prompt: upstream counts.
  func count(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await tellingFailures(exchange) { () async throws(Failure) in try await answerCount(exchange) }
  }

  private func answerCount(_ exchange: HTTPExchange) async throws(Failure) {
    let (request, model, _, _) = try await readRequest(exchange)
    let (response, failure) = try await send { credential in
      services.upstream.countRequest(for: request, model: model, credential: credential)
    }
    if let failure { throw .failed(failure.failure) }
    let body = try await collect(response.body, for: exchange)
    guard let answer = CountTokens.native(body) else {
      throw .failed(ProxyFailure(.upstreamUnavailable, message: "Gemini answered without a count of tokens."))
    }
    do throws(HTTPExchange.Failure) { try await exchange.respond(json: answer) } catch { throw .client(error) }
  }
}
