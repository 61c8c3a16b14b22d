/// Reads the body of a Responses request.
struct ResponsesRequestReader: RequestReader {
  /// The input of longer requests, in bytes, is not kept: their answers are, but cannot be gone on from.
  static let maximumStoredInput = 3 << 20
  /// Longer values, in bytes, are not repeated in the answer.
  static let maximumEchoed = 64 << 10

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

  /// What is looked up besides is not part of the body, and may be long.
  static func isShort(_ body: JSONView) -> Bool {
    guard body["previous_response_id"]?.kind != .string, let input = body["input"] else { return false }
    return !input.elements.contains { $0["type"]?.string == "item_reference" }
  }

  mutating func request() throws(TranslationError) -> GenerateRequest {
    let model = try RequestBody.model(body)
    if try fields.flag("background") == true {
      throw TranslationError(path: "background", message: "responses are not made in the background here.")
    }
    if let conversation = body["conversation"], !conversation.isNull {
      throw TranslationError(
        path: "conversation", message: "conversations are not kept here; send the items or previous_response_id.")
    }
    let suffix = ModelSuffix(model)
    var request = GenerateRequest(model: model, isStreaming: try fields.flag("stream") ?? false)
    request.model = suffix.model
    request.generationConfig = try generationConfig()
    thinking(suffix, into: &request)
    try ChatToolReader.read(
      body, wantsSearch: suffix.wantsSearch, takesForms: true, within: &schemas, into: &request, context: &context)
    if let instructions = body["instructions"]?.text, !instructions.isEmpty {
      request.systemInstruction = [.text(instructions)]
    }
    let stored = try input(into: &request)
    request.reply.response = echo(input: stored)
    // Longer input than the model takes is refused, whatever was asked for.
    if body["truncation"]?.string == "auto" { context.adjust(.dropped, "truncation") }
    if let verbosity = body["text"]?["verbosity"]?.string, verbosity != "medium" {
      context.adjust(.dropped, "text.verbosity")
    }
    context.reportDropped(body, except: Self.known)
    return request
  }

  // MARK: Input

  /// Reads the turns; what of them is to be kept with the response, nil where that is too much.
  private mutating func input(into request: inout GenerateRequest) throws(TranslationError) -> [UInt8]? {
    var items = ResponsesInputReader(stored: context.storedItems)
    var kept: [UInt8]? = []
    func keep(_ count: Int, _ write: (inout [UInt8]) -> Void) {
      guard var list = kept, isStored else { return }
      // Moved out, so that it is not copied.
      kept = nil
      guard list.count + count <= Self.maximumStoredInput else { return }
      if !list.isEmpty { list.append(UInt8(ascii: ",")) }
      write(&list)
      kept = list
    }
    if let previous = body["previous_response_id"], !previous.isNull {
      guard let id = previous.string, let history = context.storedItems?.history(of: id),
        let list = try? JSONDocument.parse(history)
      else {
        throw TranslationError(
          path: previous.path, message: "is not the id of a response that is kept here; send the whole conversation.",
          code: "previous_response_not_found")
      }
      if history.count > 2 { keep(history.count) { $0 += history.dropFirst().dropLast() } }
      for item in list.elements { try items.read(item, context: &context) }
    }
    guard let input = body["input"], !input.isNull else {
      throw TranslationError(path: "input", message: "must be a string or an array of items.")
    }
    switch input.kind {
    case .string:
      items.read(text: input)
      keep(input.source.count) { list in
        list.append(literal: "{\"type\":\"message\",\"role\":\"user\",\"content\":")
        input.write(into: &list)
        list.append(UInt8(ascii: "}"))
      }
    case .array:
      for item in input.elements {
        try items.read(item, context: &context)
        keep(item.source.count, item.write)
      }
    default: throw TranslationError(path: "input", message: "must be a string or an array of items.")
    }
    try items.write(into: &request, context: &context)
    if kept == nil { context.adjust(.clamped, "store") }
    return kept
  }

  private var isStored: Bool { body["store"]?.bool != false }

  // MARK: Parameters

  private mutating func generationConfig() throws(TranslationError) -> GenerationConfig {
    var config = GenerationConfig()
    config.temperature = try fields.number("temperature", within: 0...2, context: &context)
    config.topP = try fields.number("top_p", within: 0...1, context: &context)
    config.maxOutputTokens = try fields.count("max_output_tokens")
    if let limit = config.maxOutputTokens, limit > ChatRequestReader.maximumOutput {
      config.maxOutputTokens = ChatRequestReader.maximumOutput
      context.adjust(.clamped, "max_output_tokens")
    }
    guard let format = body["text"]?["format"], format.kind == .object else { return config }
    switch format["type"]?.string {
    case "json_object": config.wantsJSON = true
    case "json_schema":
      config.wantsJSON = true
      guard let schema = format["schema"] ?? format["json_schema"]?["schema"], schema.kind == .object else { break }
      SchemaCleaner.write(schema, for: .response, within: &schemas, into: &config.responseSchema)
      if schemas.refused > 0 { context.adjust(.clamped, "text.format") }
    case "text", nil: break
    default: context.adjust(.dropped, "text.format")
    }
    return config
  }

  private func thinking(_ suffix: ModelSuffix, into request: inout GenerateRequest) {
    request.thinking = ChatThinkingReader.read(body, suffix: suffix.thinking)
    let summary = (body["reasoning"]?["summary"] ?? body["reasoning"]?["generate_summary"])?.string ?? "none"
    request.reply.wantsThoughts = summary != "none"
    if request.reply.wantsThoughts {
      request.thinking.includesThoughts = true
    } else if request.thinking.hasAmount {
      request.thinking.includesThoughts = false
    }
    let included = body["include"].map { Array($0.elements) } ?? []
    request.reply.wantsSignatures = included.contains { $0.string == "reasoning.encrypted_content" }
  }

  // MARK: What the answer repeats

  private func echo(input: [UInt8]?) -> ReplyOptions.Response {
    var echo: [UInt8] = []
    for (key, standard) in Self.echoed {
      echo.append(literal: ",\"")
      echo.append(literal: key)
      echo.append(literal: "\":")
      if let value = body[key], !value.isNull, value.source.count <= Self.maximumEchoed {
        var source: [UInt8] = []
        value.write(into: &source)
        // Line breaks would end the line of an event.
        source.withUnsafeBytes { JSONWriter.compact($0, into: &echo) }
      } else {
        echo.append(literal: standard)
      }
    }
    echo.append(literal: ",\"truncation\":\"disabled\"")
    echo.append(literal: isStored ? ",\"store\":true" : ",\"store\":false")
    return ReplyOptions.Response(echo: echo, isStored: isStored, input: input)
  }

  private static let echoed: [(key: StaticString, standard: StaticString)] = [
    ("instructions", "null"), ("max_output_tokens", "null"), ("parallel_tool_calls", "true"),
    ("previous_response_id", "null"), ("reasoning", "{\"effort\":null,\"summary\":null}"), ("temperature", "1.0"),
    ("text", "{\"format\":{\"type\":\"text\"}}"), ("tool_choice", "\"auto\""), ("tools", "[]"), ("top_p", "1.0"),
    ("user", "null"), ("metadata", "{}"),
  ]

  static let known: Set<String> = [
    "model", "input", "instructions", "previous_response_id", "store", "stream", "stream_options", "include", "tools",
    "tool_choice", "parallel_tool_calls", "text", "reasoning", "temperature", "top_p", "max_output_tokens", "metadata",
    "user", "background", "truncation", "prompt_cache_key", "client_metadata", "safety_identifier",
  ]
}
