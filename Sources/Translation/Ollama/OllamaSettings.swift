/// What both of Ollama's requests say besides the prompt: the model, its options, the form of the answer, the thinking.
enum OllamaSettings {
  /// A request without a prompt.
  static func request(
    _ body: JSONView, _ suffix: ModelSuffix, within schemas: inout SchemaBudget, context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    // Ollama streams unless it is told not to.
    let isStreaming = try ChatFields(body: body).flag("stream") ?? true
    var request = GenerateRequest(model: try RequestBody.model(body), isStreaming: isStreaming)
    request.model = suffix.model
    if let options = body["options"], !options.isNull {
      guard options.kind == .object else { throw TranslationError(path: options.path, message: "must be an object.") }
      try read(options, into: &request, context: &context)
    }
    try format(body["format"], into: &request.generationConfig, within: &schemas, context: &context)
    request.thinking = ChatThinkingReader.read(body, suffix: suffix.thinking)
    try thinking(body["think"], into: &request)
    return request
  }

  private static func read(
    _ options: JSONView, into request: inout GenerateRequest, context: inout RequestContext
  ) throws(TranslationError) {
    let fields = ChatFields(body: options)
    request.generationConfig.temperature = try fields.number("temperature", within: 0...2, context: &context)
    request.generationConfig.topP = try fields.number("top_p", within: 0...1, context: &context)
    request.generationConfig.topK = try fields.count("top_k")
    request.generationConfig.presencePenalty = try fields.number(
      "presence_penalty", within: -2...2, context: &context)
    request.generationConfig.frequencyPenalty = try fields.number(
      "frequency_penalty", within: -2...2, context: &context)
    request.generationConfig.seed = try fields.seed(context: &context)
    request.generationConfig.maxOutputTokens = try fields.count("num_predict")
    if let limit = request.generationConfig.maxOutputTokens, limit > ChatRequestReader.maximumOutput {
      request.generationConfig.maxOutputTokens = ChatRequestReader.maximumOutput
      context.adjust(.clamped, "num_predict")
    }
    let stops = try fields.stops("stop", context: &context)
    request.generationConfig.stopSequences = Array(stops.prefix(ChatRequestReader.maximumStopSequences))
    request.reply.stops = Array(stops.dropFirst(ChatRequestReader.maximumStopSequences))
    context.reportDropped(options, except: known)
  }

  private static func format(
    _ format: JSONView?, into config: inout GenerationConfig, within schemas: inout SchemaBudget,
    context: inout RequestContext
  ) throws(TranslationError) {
    guard let format, !format.isNull else { return }
    if format.kind == .object {
      config.wantsJSON = true
      SchemaCleaner.write(format, for: .response, within: &schemas, into: &config.responseSchema)
      if schemas.refused > 0 { context.adjust(.clamped, "format") }
    } else if format.string == "json" {
      config.wantsJSON = true
    } else if format.string != "" {
      throw TranslationError(path: format.path, message: "must be \"json\" or a JSON schema.")
    }
  }

  /// Whoever switches thinking on wants to see it, and whoever does not want it sees none.
  private static func thinking(_ think: JSONView?, into request: inout GenerateRequest) throws(TranslationError) {
    guard let think, !think.isNull else { return }
    if think.bool == true {
      request.thinking.includesThoughts = true
    } else if think.bool == false {
      request.thinking = ThinkingRequest()
      request.thinking.effort = .off
      request.reply.wantsThoughts = false
    } else if let effort = think.string.flatMap({ ThinkingRequest.Effort($0) }) {
      request.thinking = ThinkingRequest()
      request.thinking.effort = effort
      request.thinking.includesThoughts = effort == .off ? nil : true
    } else {
      throw TranslationError(
        path: think.path, message: "must be true, false, \"low\", \"medium\" or \"high\".")
    }
  }

  /// How long a model stays in memory is nothing that a request can lose.
  static let members: Set<String> = ["model", "stream", "options", "format", "think", "keep_alive"]

  static let known: Set<String> = [
    "temperature", "top_p", "top_k", "presence_penalty", "frequency_penalty", "seed", "num_predict", "stop",
  ]
}
