extension ChunkView {
  /// Why the prompt was refused, as the inside of a JSON string; nil where there is an answer.
  func promptRefusal(_ payload: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let reason = blockReason, candidates.isEmpty else { return nil }
    var words: [UInt8] = []
    if let message = blockMessage, !message.isEmpty {
      JSONWriter.verbatim(message, of: payload, into: &words)
    } else {
      words.append(literal: "Google blocked the prompt: ")
      JSONWriter.verbatim(reason, of: payload, into: &words)
    }
    return words
  }

  /// What a filter that stepped in makes of a request whose answer has no place for its words; nil where none did.
  func filterError(_ payload: UnsafeRawBufferPointer) -> TranslationError? {
    let filtered = candidates.first { $0.finishReason == .filtered }
    guard let words = promptRefusal(payload) ?? filtered?.refusal(payload) else { return nil }
    var plain: [UInt8] = []
    words.withUnsafeBytes { JSONUnescape.append(ScannedBytes($0).slice(0, words.count), to: &plain) }
    return TranslationError(
      path: "", message: String(decoding: plain, as: UTF8.self), code: "content_policy_violation")
  }
}

extension ChunkCandidate {
  /// Why a filter ended the answer, as the inside of a JSON string.
  func refusal(_ payload: UnsafeRawBufferPointer) -> [UInt8] {
    guard let message = finishMessage, !message.isEmpty else {
      return [UInt8](literal: "Google blocked the answer.")
    }
    var words: [UInt8] = []
    JSONWriter.verbatim(message, of: payload, into: &words)
    return words
  }
}
