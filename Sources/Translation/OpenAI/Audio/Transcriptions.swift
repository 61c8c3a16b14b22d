/// OpenAI's `/v1/audio/transcriptions`: what is said in a recording.
package enum Transcriptions: Dialect {
  package static var modelUse: ModelUse? { .hearing }

  /// The longest value of a field that is no file, in bytes.
  static let maximumField = 65_536

  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    let form = try MultipartForm(body, contentType: context.contentType)
    for part in form.parts where part.filename == nil && part.name != "file" && part.body.count > maximumField {
      throw TranslationError(path: part.name, message: "is too long.")
    }
    guard let model = form.text("model"), !model.isEmpty else {
      throw TranslationError(path: "model", message: "must be the id of a model.")
    }
    var request = GenerateRequest(model: model, isStreaming: form.text("stream")?.lowercased() == "true")
    request.reply.transcriptForm = try transcriptForm(form.text("response_format"))
    if let text = form.text("temperature"), !text.isEmpty {
      guard let temperature = Double(text), (0...2).contains(temperature) else {
        throw TranslationError(path: "temperature", message: "must be a number from 0 to 2.")
      }
      request.generationConfig.temperature = temperature
    }
    request.thinking.effort = .off
    let task = JSONText(task(language: form.text("language"), hint: form.text("prompt")))
    request.contents = [Content(role: .user, parts: [try sound(form), .text(task)])]
    for part in form.parts where !known.contains(part.name) { context.adjust(.dropped, part.name) }
    return request
  }

  static let known: Set<String> = [
    "file", "model", "stream", "response_format", "temperature", "language", "prompt",
  ]

  private static func transcriptForm(_ name: String?) throws(TranslationError) -> TranscriptForm {
    switch name {
    case nil, "", "json": return .json
    case "text": return .text
    default:
      throw TranslationError(
        path: "response_format",
        message: "must be json or text: Gemini does not tell when each word was said, which all other forms need.")
    }
  }

  private static func task(language: String?, hint: String?) -> String {
    var task = """
      Write down what is said in this recording, word for word and with punctuation. Answer with these words alone: no \
      comments, no descriptions of sounds, no speakers' names, no times. Where nothing is said, answer with nothing.
      """
    if let language, !language.isEmpty { task += " The language is \(language) (ISO 639-1)." }
    if let hint, !hint.isEmpty {
      task += " What was said before, or how words in it are spelt: <context>\(hint)</context>"
    }
    return task
  }

  // MARK: - The recording

  private static func sound(_ form: MultipartForm) throws(TranslationError) -> Part {
    guard let file = form.parts.first(where: { $0.name == "file" }), !file.body.isEmpty else {
      throw TranslationError(path: "file", message: "must be a recording.")
    }
    guard let type = type(of: file) else {
      throw TranslationError(
        path: "file", message: "is no recording that Gemini can read: send WAV, MP3, AAC, OGG, FLAC, AIFF, MP4 or WebM."
      )
    }
    let data = Base64.encode(Array(file.body))
    return .inlineData(
      mimeType: type, data: JSONText(bytes: data, slice: JSONSlice(start: 0, end: data.count)))
  }

  /// By its first bytes; where these tell a container alone, or nothing, by what the client says and by its name.
  private static func type(of file: MultipartForm.Part) -> String? {
    let said = [file.contentType.map { MediaType.normalised($0) }, file.filename.flatMap { MediaType.named($0) }]
      .compactMap { $0 }.first { $0.hasPrefix("audio/") || $0.hasPrefix("video/") }
    guard let found = MediaType.sniffed(file.body) else { return said }
    if found.hasPrefix("audio/") { return found }
    return found.hasPrefix("video/") ? said ?? found : nil
  }

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> TranscriptionsEncoder {
    TranscriptionsEncoder(request: request)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody { OpenAIError.body(failure) }
}
