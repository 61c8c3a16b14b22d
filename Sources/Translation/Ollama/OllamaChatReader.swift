/// Reads the body of a request to Ollama's `/api/chat`.
struct OllamaChatReader: RequestReader {
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
    context.reportDropped(body, except: Self.known)
    // Without a message it only loads the model, of which there is nothing to load here.
    guard let messages = body["messages"], !messages.isNull, messages[0] != nil || messages.kind != .array else {
      return request
    }
    try ChatToolReader.read(body, wantsSearch: suffix.wantsSearch, within: &schemas, into: &request, context: &context)
    var history = ChatHistory(names: request.tools.names)
    for message in try ChatMessageReader.messages(body) {
      history.add(try OllamaMessageReader.entry(message, context: &context))
    }
    try history.write(into: &request, context: &context)
    request.nameCallsWithoutIDs()
    return request
  }

  static let known = OllamaSettings.members.union(["messages", "tools"])
}
