/// The signature of an answer without calls, and the text it is remembered under.
struct TextSignature: Sendable {
  private let key: TurnKey
  private var fingerprint = TextFingerprint()
  private var signature = ""

  /// The answer is to the last turn of a request.
  init(answering content: Content?) {
    key = TurnKey(answering: content)
  }

  /// Takes over the signature of a part that is a text.
  mutating func sign(_ part: ChunkPart, _ payload: UnsafeRawBufferPointer) {
    guard let slice = part.thoughtSignature, !slice.isEmpty, part.call == nil, part.extra == nil, !part.isThought else {
      return
    }
    signature = slice.text(in: payload)
  }

  mutating func add(_ text: JSONSlice, _ payload: UnsafeRawBufferPointer) {
    guard !fingerprint.isFull else { return }
    let raw = ScannedBytes(payload).slice(text.start, text.end)
    guard text.hasEscapes else { return fingerprint.add(raw) }
    var plain: [UInt8] = []
    JSONUnescape.append(raw, to: &plain)
    fingerprint.add(plain)
  }

  mutating func add(_ plain: [UInt8]) {
    if !fingerprint.isFull { fingerprint.add(plain) }
  }

  /// What is to be remembered, once; nil where nothing was signed or said.
  mutating func take() -> CallSignature? {
    guard !signature.isEmpty, !fingerprint.isEmpty else { return nil }
    defer { signature = "" }
    return CallSignature(callID: key.id(fingerprint), function: "", signature: signature)
  }
}
