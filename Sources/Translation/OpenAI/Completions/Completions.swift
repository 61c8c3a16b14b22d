/// OpenAI's older `/v1/completions`: a text in, what follows it out.
package enum Completions: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    try CompletionsReader.request(body, context: &context)
  }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    try CompletionsReader.shortRequest(body, context: &context)
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> CompletionsEncoder {
    CompletionsEncoder(request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    OpenAIError.body(failure)
  }
}
