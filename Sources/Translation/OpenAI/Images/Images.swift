/// OpenAI's `/v1/images/generations`.
package enum Images: Dialect {
  package static var modelUse: ModelUse? { .images }

  /// As OpenAI has it.
  static let maximumImages = 10
  /// What a request asks for that names no model.
  static let defaultModel = "gpt-image-1"

  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    let view = try RequestBody.object(body)
    let fields = ChatFields(body: view)
    let model = view["model"].flatMap { $0.isNull ? nil : $0 } == nil ? defaultModel : try RequestBody.model(view)
    var request = GenerateRequest(model: model, isStreaming: false)
    guard let prompt = view["prompt"]?.text, !prompt.isEmpty else {
      throw TranslationError(path: "prompt", message: "must be a text that describes the image.")
    }
    if try fields.flag("stream") == true {
      throw TranslationError(path: "stream", message: "images are sent whole; leave it out.")
    }
    let count = try fields.integer("n") ?? 1
    guard (1...maximumImages).contains(count) else {
      throw TranslationError(path: "n", message: "must be between 1 and \(maximumImages).")
    }
    // Image models make one at a time.
    let contents = [Content(role: .user, parts: [.text(prompt)])]
    request.contents = contents
    request.furtherPrompts = Array(repeating: Prompt(contents: contents), count: count - 1)
    request.generationConfig.responseModalities = ["TEXT", "IMAGE"]
    request.generationConfig.aspectRatio = try size(view["size"], context: &context)
    request.reply.sendsImageURLs = try sendsURLs(view["response_format"], model: model)
    if let format = view["output_format"]?.string, format != "png" { context.adjust(.converted, "output_format") }
    context.reportDropped(view, except: known)
    return request
  }

  private static func size(_ view: JSONView?, context: inout RequestContext) throws(TranslationError) -> String? {
    guard let view, !view.isNull, view.string != "auto" else { return nil }
    guard let ratio = view.string.flatMap(AspectRatio.nearest) else {
      throw TranslationError(path: view.path, message: "must be a size such as 1024x1024, or auto.")
    }
    context.adjust(.converted, "size")
    return ratio
  }

  /// Without a word of the client's it is what OpenAI's model of that name sends.
  private static func sendsURLs(_ view: JSONView?, model: String) throws(TranslationError) -> Bool {
    guard let view, !view.isNull else { return model.hasPrefix("dall-e-") }
    switch view.string {
    case "url": return true
    case "b64_json": return false
    default: throw TranslationError(path: view.path, message: "must be url or b64_json.")
    }
  }

  static let known: Set<String> = [
    "model", "prompt", "n", "size", "response_format", "output_format", "stream",
  ]

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> ImagesEncoder {
    ImagesEncoder(request: request, context: context)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody { OpenAIError.body(failure) }
}
