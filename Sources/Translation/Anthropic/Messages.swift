/// Anthropic's `/v1/messages`.
package enum Messages: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    try MessagesRequestReader.request(body, context: &context)
  }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    try MessagesRequestReader.shortRequest(body, context: &context)
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> MessagesEncoder {
    MessagesEncoder(request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    AnthropicError.body(failure)
  }

  /// The answer to a request to count tokens.
  package static func count(_ tokens: Int) -> [UInt8] {
    Array("{\"input_tokens\":\(tokens)}".utf8)
  }
}
