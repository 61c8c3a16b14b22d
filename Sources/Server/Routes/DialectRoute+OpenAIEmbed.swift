internal import Translation
internal import Transport

extension DialectRoute where D == ChatCompletions {
  /// Answers OpenAI's request for the vectors of texts.
  @inline(never)
  func embed(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    try await tellingFailures(exchange) { () async throws(Failure) in try await answerEmbed(exchange) }
  }

  private func answerEmbed(_ exchange: HTTPExchange) async throws(Failure) {
    let body = try await readBody(exchange)
    let wanted = try await embeddings(of: body, exchange)
    let model = try resolvedModel(wanted.model)
    exchange.model = model
    try checkModel(model, for: .vectors)
    let answer = try await ask(wanted.wanted, model, exchange)
    let output = await LongWork.run(on: answer.vectors.reduce(0) { $0 + $1.count }) { wanted.body(answer) }
    do throws(HTTPExchange.Failure) { try await exchange.respond(json: output) } catch { throw .client(error) }
  }

  private func embeddings(of body: [UInt8], _ exchange: HTTPExchange) async throws(Failure) -> EmbeddingsRequest {
    let context = services.newContext()
    let (result, adjustments) = await LongWork.run(on: body.count) {
      var context = context
      do throws(TranslationError) {
        let request = try EmbeddingsRequest(body, context: &context)
        return (Result<EmbeddingsRequest, TranslationError>.success(request), context.adjustments)
      } catch {
        return (.failure(error), context.adjustments)
      }
    }
    if let told = Adjustment.header(adjustments) { exchange.commonFields.set("x-gemini-proxy-adjustments", told) }
    do throws(TranslationError) { return try result.get() } catch { throw .failed(error.failure) }
  }
}
