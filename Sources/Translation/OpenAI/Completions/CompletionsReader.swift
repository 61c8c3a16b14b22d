/// Reads the body of a completions request: the prompts, and settings that chats have too.
struct CompletionsReader: RequestReader {
  /// More prompts than this are not taken in one request: each is a call upstream.
  static let maximumPrompts = 32

  private let body: JSONView
  private var chat: ChatRequestReader

  var context: RequestContext { chat.context }
  var schemas: SchemaBudget { chat.schemas }

  init(body: JSONView, context: RequestContext, schemas: SchemaBudget) {
    self.body = body
    chat = ChatRequestReader(body: body, context: context, schemas: schemas)
  }

  mutating func request() throws(TranslationError) -> GenerateRequest {
    let model = try RequestBody.model(body)
    let suffix = ModelSuffix(model)
    var request = GenerateRequest(model: model, isStreaming: try chat.fields.flag("stream") ?? false)
    request.model = suffix.model
    if let options = body["stream_options"], options.kind == .object {
      request.reply.includesUsage = try chat.fields.flag("include_usage", of: options) ?? false
    }
    let sequences = try chat.fields.stops("stop", context: &chat.context)
    request.generationConfig = try chat.generationConfig(stop: sequences)
    request.reply.stops = Array(sequences.dropFirst(ChatRequestReader.maximumStopSequences))
    request.thinking = ChatThinkingReader.read(body, suffix: suffix.thinking)
    request.safetySettings = chat.safetySettings()
    let prompts = try prompts()
    request.contents = prompts.first?.contents ?? []
    request.reply.echo = prompts.first?.echo ?? []
    request.furtherPrompts = Array(prompts.dropFirst())
    chat.context.reportDropped(body, except: Self.known)
    return request
  }

  // MARK: - Prompts

  private func prompts() throws(TranslationError) -> [Prompt] {
    guard let prompt = body["prompt"], !prompt.isNull else {
      throw TranslationError(path: "prompt", message: "is missing: it is the text to be completed.")
    }
    let echoes = try chat.fields.flag("echo") ?? false
    if prompt.kind == .string { return [try self.prompt(prompt, echoes: echoes)] }
    guard prompt.kind == .array, prompt.elements.contains(where: { _ in true }) else {
      throw TranslationError(path: prompt.path, message: "must be a string or an array of strings.")
    }
    var prompts: [Prompt] = []
    for element in prompt.elements {
      guard prompts.count < Self.maximumPrompts else {
        throw TranslationError(path: prompt.path, message: "must not have more than \(Self.maximumPrompts) elements.")
      }
      prompts.append(try self.prompt(element, echoes: echoes))
    }
    return prompts
  }

  private func prompt(_ view: JSONView, echoes: Bool) throws(TranslationError) -> Prompt {
    guard let text = view.text else {
      let isTokens = view.kind == .number || view.kind == .array
      throw TranslationError(
        path: view.path,
        message: isTokens
          ? "must be text: the ids of tokens say nothing to Gemini; send the text itself." : "must be a string.")
    }
    var echo: [UInt8] = []
    if echoes { text.writeInside(into: &echo) }
    if let suffix = body["suffix"]?.text, !suffix.isEmpty {
      return Prompt(contents: [Content(role: .user, parts: Self.gap(between: text, and: suffix))], echo: echo)
    }
    guard !text.isEmpty else { throw TranslationError(path: view.path, message: "is empty.") }
    return Prompt(contents: [Content(role: .user, parts: [.text(text)])], echo: echo)
  }

  /// Asks for what belongs between two texts, as editors do at the cursor.
  ///
  /// Part of the prompt, since an operator's system prompt may take the place of every other.
  private static func gap(between prefix: JSONText, and suffix: JSONText) -> [Part] {
    let task = """
      Fill in what is missing at a cursor. Below, <before> holds all that stands before the cursor and <after> all that \
      stands behind it. Answer with the missing text alone, exactly as it is to be inserted: no explanation, no code \
      fence, nothing of what stands before or behind, no tags.
      """
    var text: [UInt8] = []
    text.append(literal: "<before>")
    prefix.writeInside(into: &text)
    text.append(literal: "</before>\\n<after>")
    suffix.writeInside(into: &text)
    text.append(literal: "</after>")
    let slice = JSONSlice(start: 0, end: text.count, hasEscapes: true)
    return [.text(JSONText(task)), .text(JSONText(bytes: text, slice: slice))]
  }

  static let known: Set<String> = [
    "model", "prompt", "suffix", "echo", "stream", "stream_options", "temperature", "top_p", "top_k", "max_tokens",
    "max_completion_tokens", "stop", "seed", "n", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs",
    "response_format", "reasoning_effort", "reasoning", "thinking", "enable_thinking", "thinking_budget",
    "thinking_config", "thinkingConfig", "extra_body", "google", "safety_settings", "safetySettings",
  ]
}
