/// OpenAI's `/v1/chat/completions`.
package enum ChatCompletions: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    try ChatRequestReader.request(body, context: &context)
  }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    try ChatRequestReader.shortRequest(body, context: &context)
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> ChatEncoder {
    ChatEncoder(request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    OpenAIError.body(failure)
  }
}
