/// Reads the body of a Messages request.
struct MessagesRequestReader: RequestReader {
  let body: JSONView
  let fields: ChatFields
  var context: RequestContext
  private(set) var schemas: SchemaBudget

  init(body: JSONView, context: RequestContext, schemas: SchemaBudget) {
    self.body = body
    self.context = context
    self.schemas = schemas
    fields = ChatFields(body: body)
  }

  mutating func request() throws(TranslationError) -> GenerateRequest {
    let model = try RequestBody.model(body)
    let suffix = ModelSuffix(model)
    var request = GenerateRequest(model: model, isStreaming: try fields.flag("stream") ?? false)
    request.model = suffix.model
    request.generationConfig = try generationConfig()
    request.reply.stops = try stopSequences()
    thinking(suffix, into: &request)
    try ChatToolReader.read(body, wantsSearch: suffix.wantsSearch, within: &schemas, into: &request, context: &context)
    request.systemInstruction = try MessagesBlockReader.system(body["system"])
    var history = ChatHistory(names: request.tools.names)
    guard let messages = body["messages"], messages.kind == .array else {
      throw TranslationError(path: "messages", message: "must be an array of messages.")
    }
    for message in messages.elements {
      for entry in try MessagesBlockReader.entries(message, context: &context) { history.add(entry) }
    }
    try history.write(into: &request, context: &context)
    context.reportDropped(body, except: Self.known)
    return request
  }

  private mutating func generationConfig() throws(TranslationError) -> GenerationConfig {
    var config = GenerationConfig()
    config.temperature = try fields.number("temperature", within: 0...2, context: &context)
    config.topP = try fields.number("top_p", within: 0...1, context: &context)
    config.topK = try fields.count("top_k")
    config.maxOutputTokens = try fields.count("max_tokens")
    if let limit = config.maxOutputTokens, limit > ChatRequestReader.maximumOutput {
      config.maxOutputTokens = ChatRequestReader.maximumOutput
      context.adjust(.clamped, "max_tokens")
    }
    if let format = body["output_config"]?["format"] ?? body["output_format"], format.kind == .object {
      if format["type"]?.string == "json_schema", let schema = format["schema"], schema.kind == .object {
        config.wantsJSON = true
        SchemaCleaner.write(schema, for: .response, within: &schemas, into: &config.responseSchema)
        if schemas.refused > 0 { context.adjust(.clamped, "output_format") }
      } else {
        context.adjust(.dropped, "output_format")
      }
    }
    return config
  }

  /// Looked for here and not by Gemini, which does not say whether it stopped at one and at which.
  private mutating func stopSequences() throws(TranslationError) -> [String] {
    guard let list = body["stop_sequences"], !list.isNull else { return [] }
    guard list.kind == .array else {
      throw TranslationError(path: list.path, message: "must be an array of strings.")
    }
    var sequences: [String] = []
    for element in list.elements {
      guard let sequence = element.string else {
        throw TranslationError(path: element.path, message: "must be a string.")
      }
      if !sequence.isEmpty { sequences.append(sequence) }
    }
    let kept = sequences.filter { $0.utf8.count <= StopFilter.maximumLength }.prefix(StopFilter.maximumSequences)
    if kept.count < sequences.count { context.adjust(.clamped, "stop_sequences") }
    return Array(kept)
  }

  private func thinking(_ suffix: ModelSuffix, into request: inout GenerateRequest) {
    request.thinking = ChatThinkingReader.read(body, suffix: suffix.thinking)
    let type = body["thinking"]?["type"]?.string
    if let word = body["output_config"]?["effort"]?.string, let effort = ThinkingRequest.Effort(word),
      type != "disabled"
    {
      request.thinking.effort = effort
      // "Adaptive" leaves the amount to the model, and the effort says how much that may be.
      if type != "enabled" { request.thinking.budget = nil }
    }
    // Whoever asked for no thoughts reads the first block as the answer.
    let wantsThoughts = ["enabled", "adaptive", "auto"].contains(type ?? "") || suffix.thinking != nil
    request.reply.wantsThoughts = wantsThoughts
    request.reply.omitsThoughts = body["thinking"]?["display"]?.string == "omitted"
    if wantsThoughts {
      request.thinking.includesThoughts = true
    } else if request.thinking.hasAmount {
      request.thinking.includesThoughts = false
    }
  }

  static let known: Set<String> = [
    "model", "messages", "system", "max_tokens", "stream", "temperature", "top_p", "top_k", "stop_sequences", "tools",
    "tool_choice", "thinking", "output_config", "output_format", "metadata", "betas", "anthropic_version",
    "anthropic_beta",
  ]
}
