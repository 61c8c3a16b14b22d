/// Reads what a client says about spoken answers: `modalities` and `audio`.
enum ChatAudioReader {
  static func read(_ body: JSONView, into request: inout GenerateRequest, context: inout RequestContext) {
    let modalities = body["modalities"].map { Array($0.elements) } ?? []
    if modalities.contains(where: { $0.string?.lowercased() == "audio" }) {
      // Gemini speaks or writes; what it says is not told in text besides.
      request.generationConfig.responseModalities = ["AUDIO"]
    }
    guard let audio = body["audio"], audio.kind == .object else { return }
    switch audio["format"]?.string?.lowercased() {
    case "pcm16", "pcm": request.reply.audioForm = .pcm16
    case "wav", nil: break
    // Nothing here compresses sound.
    default: context.adjust(.converted, "audio.format")
    }
    guard let voice = audio["voice"], !voice.isNull else { return }
    request.generationConfig.voice = self.voice(voice.string ?? "", field: "audio.voice", context: &context)
  }

  /// The voice of Gemini's that is meant; nil for what cannot be a name.
  static func voice(_ name: String, field: String, context: inout RequestContext) -> String? {
    guard !name.isEmpty, name.utf8.count <= maximumVoice else {
      context.adjust(.dropped, field)
      return nil
    }
    guard let similar = voices[name.lowercased()] else { return name }
    context.adjust(.converted, field)
    return similar
  }

  private static let maximumVoice = 64

  /// OpenAI's voices and those of Gemini's that come nearest; any other name is taken for one of Gemini's own.
  private static let voices: [String: String] = [
    "alloy": "Kore", "ash": "Charon", "ballad": "Fenrir", "coral": "Aoede", "echo": "Puck", "fable": "Fenrir",
    "nova": "Leda", "onyx": "Orus", "sage": "Kore", "shimmer": "Zephyr", "verse": "Puck", "cedar": "Charon",
    "marin": "Leda",
  ]
}
