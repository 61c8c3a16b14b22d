/// OpenAI's `/v1/audio/speech`: a text read aloud.
package enum Speech: Dialect {
  package static var modelUse: ModelUse? { .speech }

  package static func request(
    _ body: [UInt8], context: inout RequestContext
  ) throws(TranslationError) -> GenerateRequest {
    let view = try RequestBody.object(body)
    // Gemini's sound breaks off in long streams, so it is asked for whole.
    var request = GenerateRequest(model: try RequestBody.model(view), isStreaming: false)
    guard let input = view["input"]?.text, !input.isEmpty else {
      throw TranslationError(path: "input", message: "must be the text that is to be spoken.")
    }
    var part = Part.text(input)
    if let style = view["instructions"]?.text, !style.isEmpty { part = .spoken(input, style: style) }
    request.contents = [Content(role: .user, parts: [part])]
    request.generationConfig.responseModalities = ["AUDIO"]
    request.reply.audioForm = try form(view["response_format"], context: &context)
    if let voice = view["voice"], !voice.isNull {
      let name = voice.string ?? voice["id"]?.string ?? ""
      request.generationConfig.voice = ChatAudioReader.voice(name, field: "voice", context: &context)
    }
    if let format = view["stream_format"], !format.isNull, format.string != "audio" {
      throw TranslationError(path: format.path, message: "must be audio: the sound is sent whole, not as events.")
    }
    if let speed = view["speed"], !speed.isNull, speed.double != 1 { context.adjust(.dropped, "speed") }
    context.reportDropped(view, except: known)
    return request
  }

  /// OpenAI's default is MP3; Gemini sends samples, and nothing here compresses them.
  private static func form(_ view: JSONView?, context: inout RequestContext) throws(TranslationError) -> AudioForm {
    guard let view, !view.isNull else {
      context.adjust(.converted, "response_format")
      return .wav
    }
    switch view.string?.lowercased() {
    case "wav": return .wav
    case "pcm": return .pcm16
    default:
      throw TranslationError(
        path: view.path, message: "must be wav or pcm (16 bits, 24 kHz, one channel): nothing here compresses sound.")
    }
  }

  static let known: Set<String> = [
    "model", "input", "instructions", "response_format", "voice", "stream_format", "speed",
  ]

  package static func encoder(for request: GenerateRequest, context: RequestContext) -> SpeechEncoder {
    SpeechEncoder(form: request.reply.audioForm)
  }

  package static func error(_ failure: ProxyFailure) -> ErrorBody { OpenAIError.body(failure) }
}
