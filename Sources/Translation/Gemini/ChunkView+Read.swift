extension ChunkView {
  /// Reads a payload that an answer is made of; throws where it carries an error, or a call that nobody can use.
  mutating func read(_ payload: UnsafeRawBufferPointer) throws(TranslationError) {
    do throws(JSONError) {
      try scan(payload)
    } catch {
      throw TranslationError(
        .malformedUpstream, path: "", message: "Google sent an event that cannot be read: \(error).")
    }
    if isError {
      throw TranslationError(GoogleFailure(httpStatus: 0, body: Array(payload)))
    }
    if let broken = candidates.first(where: { $0.finishReason == .malformedCall }) {
      throw TranslationError(.malformedUpstream, path: "", message: Self.words(broken, payload))
    }
  }

  /// Why a call of the model's is useless, as far as Google says.
  private static func words(_ candidate: ChunkCandidate, _ payload: UnsafeRawBufferPointer) -> String {
    let start = "The model's tool call could not be read"
    guard let slice = candidate.finishMessage, !slice.isEmpty else {
      return start + ". Sending the request again may help."
    }
    return start + ": " + String(decoding: Array(slice.text(in: payload).utf8.prefix(2048)), as: UTF8.self)
  }
}

extension JSONSlice {
  /// The value of the string, unescaped.
  func text(in payload: UnsafeRawBufferPointer) -> String {
    var value: [UInt8] = []
    JSONUnescape.append(ScannedBytes(payload).slice(start, end), to: &value)
    return String(decoding: value, as: UTF8.self)
  }
}
