/// OpenAI's `/v1/chat/completions`.
package enum ChatCompletions: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    var reader = ChatRequestReader(body: try parse(body), context: context)
    defer { context = reader.context }
    return try reader.request()
  }

  package static func shortRequest(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest? {
    guard body.count <= maximumShortBody else { return nil }
    let view = try parse(body)
    guard view.weight <= maximumShortWeight else { return nil }
    var reader = ChatRequestReader(body: view, context: context, schemas: .short)
    let request = try reader.request()
    guard reader.schemas.refused == 0 else { return nil }
    context = reader.context
    return request
  }

  private static func parse(_ body: [UInt8]) throws(TranslationError) -> JSONView {
    do throws(JSONError) {
      return try JSONDocument.parse(body)
    } catch {
      throw TranslationError(path: "", message: "The request body is not valid JSON: \(error).")
    }
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> ChatEncoder {
    ChatEncoder(request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    OpenAIError.body(failure)
  }
}
