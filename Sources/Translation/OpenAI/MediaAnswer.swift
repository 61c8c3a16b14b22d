/// A whole answer of which only the images, or only the sound, counts.
struct MediaAnswer: Sendable {
  /// What types of such media begin with, such as `image`.
  private let kind: String
  /// In the order they came, the data still in base64.
  private(set) var media: [(type: String, base64: [UInt8])] = []
  private(set) var usage = Usage()
  private(set) var modelVersion: String?
  private(set) var isComplete = false

  init(of kind: String) {
    self.kind = kind
  }

  /// Reads the body of an answer; throws where a filter stepped in, or where there are words in place of the media.
  mutating func read(_ payload: UnsafeRawBufferPointer) throws(TranslationError) {
    var chunk = ChunkView()
    try chunk.read(payload)
    var found: [(type: String, base64: [UInt8])] = []
    var text = ""
    for part in chunk.parts where !part.isThought {
      if case .media(let type, let data) = part.extra, type.text(in: payload).hasPrefix(kind + "/") {
        found.append((type.text(in: payload), Array(ScannedBytes(payload).slice(data.start, data.end))))
      }
      if let words = part.text, text.utf8.count < Self.maximumWords { text += words.text(in: payload) }
    }
    if found.isEmpty, let error = chunk.filterError(payload) { throw error }
    if found.isEmpty, !text.isEmpty {
      throw TranslationError(
        .malformedUpstream, path: "",
        message:
          "Gemini answered in words: \(String(decoding: Array(text.utf8.prefix(Self.maximumWords)), as: UTF8.self))")
    }
    media = found
    usage = chunk.usage
    modelVersion = chunk.modelVersion?.text(in: payload)
    isComplete = chunk.candidates.contains { $0.finishReason != nil }
  }

  private static let maximumWords = 2048
}
