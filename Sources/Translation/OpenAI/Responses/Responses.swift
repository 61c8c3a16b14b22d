/// OpenAI's `/v1/responses`.
package enum Responses: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    try ResponsesRequestReader.request(body, context: &context)
  }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    try ResponsesRequestReader.shortRequest(body, context: &context)
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> ResponsesEncoder {
    ResponsesEncoder(request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    OpenAIError.body(failure)
  }

  /// The answer to a request to count tokens.
  package static func count(_ tokens: Int) -> [UInt8] {
    Array("{\"object\":\"response.input_tokens\",\"input_tokens\":\(tokens)}".utf8)
  }
}
