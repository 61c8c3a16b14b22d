/// Reads the body of a chat-completions request.
struct ChatRequestReader: RequestReader {
  /// More answers than this are not made at once.
  static let maximumCandidates = 8
  /// A model's answer is never longer, in tokens; more is refused upstream.
  static let maximumOutput = 65_536
  /// Gemini takes no more of them.
  static let maximumStopSequences = 5

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
    if let options = body["stream_options"], options.kind == .object {
      request.reply.includesUsage = try fields.flag("include_usage", of: options) ?? false
    }
    let sequences = try fields.stops("stop", context: &context)
    request.generationConfig = try generationConfig(stop: sequences)
    ChatAudioReader.read(body, into: &request, context: &context)
    request.reply.stops = Array(sequences.dropFirst(Self.maximumStopSequences))
    request.thinking = ChatThinkingReader.read(body, suffix: suffix.thinking)
    if body["reasoning_format"]?.string == "raw" { request.reply.tagsThoughts = true }
    request.safetySettings = safetySettings()
    try ChatToolReader.read(body, wantsSearch: suffix.wantsSearch, within: &schemas, into: &request, context: &context)
    var history = ChatHistory(names: request.tools.names)
    for message in try ChatMessageReader.messages(body) {
      history.add(try ChatMessageReader.entry(message, context: &context))
    }
    try history.write(into: &request, context: &context)
    context.reportDropped(body, except: Self.known)
    return request
  }

  // MARK: Parameters

  mutating func generationConfig(stop sequences: [String]) throws(TranslationError) -> GenerationConfig {
    var config = GenerationConfig()
    config.temperature = try fields.number("temperature", within: 0...2, context: &context)
    config.topP = try fields.number("top_p", within: 0...1, context: &context)
    config.topK = try fields.count("top_k")
    config.presencePenalty = try fields.number("presence_penalty", within: -2...2, context: &context)
    config.frequencyPenalty = try fields.number("frequency_penalty", within: -2...2, context: &context)
    // The newer name wins where both are given.
    let older = try fields.count("max_tokens")
    config.maxOutputTokens = try fields.count("max_completion_tokens") ?? older
    if let limit = config.maxOutputTokens, limit > Self.maximumOutput {
      config.maxOutputTokens = Self.maximumOutput
      context.adjust(.clamped, "max_tokens")
    }
    config.stopSequences = Array(sequences.prefix(Self.maximumStopSequences))
    config.seed = try fields.seed(context: &context)
    if let count = try fields.integer("n"), count != 1 {
      guard (1...Self.maximumCandidates).contains(count) else {
        throw TranslationError(path: "n", message: "must be between 1 and \(Self.maximumCandidates).")
      }
      config.candidateCount = count
    }
    // A number instead of a flag is the older API's way.
    if let number = body["logprobs"]?.int {
      config.responseLogprobs = true
      config.logprobs = number > 0 ? min(number, 20) : nil
    } else if try fields.flag("logprobs") == true {
      config.responseLogprobs = true
      config.logprobs = try fields.count("top_logprobs").map { min($0, 20) }
    }
    try responseFormat(into: &config)
    modalities(into: &config)
    return config
  }

  private mutating func responseFormat(into config: inout GenerationConfig) throws(TranslationError) {
    guard let format = body["response_format"], !format.isNull else { return }
    guard format.kind == .object else { return context.adjust(.dropped, "response_format") }
    switch format["type"]?.string {
    case "json_object": config.wantsJSON = true
    case "json_schema":
      config.wantsJSON = true
      guard let schema = format["json_schema"]?["schema"] ?? format["schema"], schema.kind == .object else { return }
      SchemaCleaner.write(schema, for: .response, within: &schemas, into: &config.responseSchema)
      if schemas.refused > 0 { context.adjust(.clamped, "response_format") }
    case "text", nil: break
    default: context.adjust(.dropped, "response_format")
    }
  }

  private mutating func modalities(into config: inout GenerationConfig) {
    var wanted: [String] = []
    for element in body["modalities"].map({ Array($0.elements) }) ?? [] {
      guard let name = element.string?.uppercased() else { continue }
      if name == "TEXT" || name == "IMAGE" {
        if !wanted.contains(name) { wanted.append(name) }
      } else if name != "AUDIO" {
        context.adjust(.dropped, "modalities")
      }
    }
    if wanted.contains("IMAGE") { config.responseModalities = ["TEXT", "IMAGE"] }
    config.aspectRatio = body["size"]?.string.flatMap(AspectRatio.nearest)
    for place in googlePlaces {
      guard let image = place["image_config"] ?? place["imageConfig"] else { continue }
      let ratio = (image["aspect_ratio"] ?? image["aspectRatio"])?.string
      if let ratio { config.aspectRatio = AspectRatio.nearest(ratio) }
      if let size = (image["image_size"] ?? image["imageSize"])?.string { config.imageSize = size }
    }
  }

  /// Where clients put what only Gemini knows.
  private var googlePlaces: [JSONView] {
    [body, body["google"], body["extra_body"], body["extra_body"]?["google"]].compactMap { $0 }
  }

  /// The client's safety settings, each with a category and a threshold; empty if it sent none.
  mutating func safetySettings() -> [SafetySetting] {
    for place in googlePlaces {
      guard let list = place["safety_settings"] ?? place["safetySettings"], list.kind == .array else { continue }
      return list.elements.compactMap { element in
        guard let category = element["category"]?.string, let threshold = element["threshold"]?.string else {
          context.adjust(.dropped, "safety_settings")
          return nil
        }
        return SafetySetting(category: category, threshold: threshold)
      }
    }
    return []
  }

  // MARK: What is not read

  static let known: Set<String> = [
    "model", "messages", "stream", "stream_options", "temperature", "top_p", "top_k", "max_tokens",
    "max_completion_tokens", "stop", "seed", "n", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs",
    "response_format", "modalities", "size", "tools", "tool_choice", "functions", "function_call",
    "parallel_tool_calls", "web_search_options", "reasoning_effort", "reasoning", "thinking", "enable_thinking",
    "thinking_budget", "thinking_config", "thinkingConfig", "chat_template_kwargs", "include_reasoning", "extra_body",
    "google", "reasoning_format", "image_config", "imageConfig", "safety_settings", "safetySettings", "audio",
  ]
}
