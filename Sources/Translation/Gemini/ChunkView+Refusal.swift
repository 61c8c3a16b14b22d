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
