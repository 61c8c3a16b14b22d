/// Reads the body of a request to Ollama's `/api/generate`.
struct OllamaGenerateReader: RequestReader {
  private let body: JSONView
  var context: RequestContext
  private(set) var schemas: SchemaBudget

  init(body: JSONView, context: RequestContext, schemas: SchemaBudget) {
    self.body = body
    self.context = context
    self.schemas = schemas
  }

  mutating func request() throws(TranslationError) -> GenerateRequest {
    let suffix = ModelSuffix(try RequestBody.model(body))
    var request = try OllamaSettings.request(body, suffix, within: &schemas, context: &context)
    // Templates and what follows from them are about how a local model is fed.
    context.reportDropped(body, except: Self.known)
    if suffix.wantsSearch { request.tools.builtIns = [.googleSearch] }
    if let system = try text("system") { request.systemInstruction = [.text(system)] }
    var parts = try OllamaMessageReader.images(body["images"])
    let prompt = try text("prompt")
    if let end = try text("suffix") {
      request.systemInstruction.append(.text(JSONText(Self.filling)))
      parts += [
        .text(JSONText("Beginning:\n")), .text(prompt ?? JSONText("")), .text(JSONText("\n\nEnd:\n")), .text(end),
      ]
    } else if let prompt {
      parts.append(.text(prompt))
    }
    // Without a prompt it only loads the model, of which there is nothing to load here.
    if !parts.isEmpty { request.contents = [Content(role: .user, parts: parts)] }
    return request
  }

  private func text(_ key: StaticString) throws(TranslationError) -> JSONText? {
    guard let value = body[key], !value.isNull else { return nil }
    guard let text = value.text else { throw TranslationError(path: value.path, message: "must be a string.") }
    return text.isEmpty ? nil : text
  }

  private static let filling = """
    The user gives the beginning and the end of a text or a program. Answer with nothing but what belongs between \
    them: no explanation, no code fence, nothing of the beginning or the end again.
    """

  static let known = OllamaSettings.members.union(["prompt", "system", "suffix", "images"])
}
