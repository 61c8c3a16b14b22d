/// OpenAI's `/v1/chat/completions`.
package enum ChatCompletions: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    let view: JSONView
    do throws(JSONError) {
      view = try JSONDocument.parse(body)
    } catch {
      throw TranslationError(path: "", message: "The request body is not valid JSON: \(error).")
    }
    var reader = ChatRequestReader(body: view, context: context)
    defer { context = reader.context }
    return try reader.request()
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> ChatEncoder {
    ChatEncoder(request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    OpenAIError.body(failure)
  }
}
