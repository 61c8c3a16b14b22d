/// Gemini's own API: the request is wrapped again, the answer unwrapped, neither is translated.
///
/// The model and the method come from the path: `context.target` must be set.
package enum GeminiNative: Dialect {
  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    // The closure API cannot pass a typed error on, hence the result.
    let outcome = body.withUnsafeBytes { buffer -> Result<NativeRequestReader, JSONError> in
      var reader = NativeRequestReader(buffer, context: context)
      do throws(JSONError) {
        try reader.read()
        return .success(reader)
      } catch {
        return .failure(error)
      }
    }
    let reader: NativeRequestReader
    do throws(JSONError) {
      reader = try outcome.get()
    } catch {
      throw TranslationError(path: "", message: "The request body is not valid JSON for this API: \(error).")
    }
    guard let model = context.target?.model ?? reader.model, !model.isEmpty else {
      throw TranslationError(path: "model", message: "must be the id of a model.")
    }
    guard !reader.body.contents.equals("[]"), !reader.body.contents.isEmpty else {
      throw TranslationError(path: "contents", message: "must contain at least one turn with parts.")
    }
    context = reader.context
    var request = GenerateRequest(model: model, isStreaming: context.target?.method == .streamGenerateContent)
    request.native = reader.body
    request.native?.source = body
    return request
  }

  /// Its many small steps make a body cost more than a parsed one.
  package static var maximumShortBody: Int { 32 << 10 }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> NativeEncoder {
    NativeEncoder(isStreaming: request.isStreaming, isSSE: context.target?.isSSE ?? true)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody {
    GeminiError.body(failure)
  }
}
