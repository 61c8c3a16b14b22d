/// Ollama's `/api/chat`.
package enum OllamaChat: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    try OllamaChatReader.request(body, context: &context)
  }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    try OllamaChatReader.shortRequest(body, context: &context)
  }

  package static func answerWithoutModel(to request: GenerateRequest, context: RequestContext) -> [UInt8]? {
    request.contents.isEmpty ? OllamaEncoder.loaded(.chat, request, context) : nil
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> OllamaEncoder {
    OllamaEncoder(.chat, request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    OllamaError.body(failure)
  }
}
