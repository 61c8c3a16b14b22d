/// Ollama's `/api/generate`.
package enum OllamaGenerate: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    try OllamaGenerateReader.request(body, context: &context)
  }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    try OllamaGenerateReader.shortRequest(body, context: &context)
  }

  package static func answerWithoutModel(to request: GenerateRequest, context: RequestContext) -> [UInt8]? {
    request.contents.isEmpty ? OllamaEncoder.loaded(.generate, request, context) : nil
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> OllamaEncoder {
    OllamaEncoder(.generate, request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    OllamaError.body(failure)
  }
}
