extension GenerateRequest {
  /// The conversation that a request belongs to, as far as one can tell from how it began.
  package struct Conversation: Sendable, Equatable {
    /// The same for every request of the conversation; not for what was said.
    package let fingerprint: UInt64
    /// Whether it has had an answer before.
    package let isContinued: Bool
  }

  package var conversation: Conversation {
    if let native { return Conversation(fingerprint: native.fingerprint, isContinued: native.turns > 1) }
    var hash = Fingerprint()
    for part in contents.first?.parts.prefix(Fingerprint.maximumParts) ?? [] { part.hash(into: &hash) }
    return Conversation(fingerprint: hash.value, isContinued: contents.count > 1)
  }
}

extension Part {
  fileprivate func hash(into hash: inout Fingerprint) {
    switch self {
    case .text(let text), .spoken(let text, _): hash.add(text.prefix(Fingerprint.maximumBytes))
    case .inlineData(_, let data): hash.add(data.prefix(Fingerprint.maximumBytes))
    case .fileData(let uri, _): hash.add(uri.prefix(Fingerprint.maximumBytes))
    case .reference(let reference): hash.add(reference.url.utf8.prefix(Fingerprint.maximumBytes))
    case .call(let call): hash.add(call.name.utf8)
    case .response(let response): hash.add(response.response.prefix(Fingerprint.maximumBytes))
    case .signed(let part, _): part.hash(into: &hash)
    }
  }
}

/// FNV-1a over the beginnings of what is long: it only has to tell the conversations of one client apart.
struct Fingerprint {
  static let maximumParts = 16
  static let maximumBytes = 2048

  private var hash = FNVHash()

  var value: UInt64 { hash.value }

  mutating func add(_ bytes: some Collection<UInt8>) {
    for byte in bytes { hash.add(byte) }
    // What follows is another part.
    hash.add(0xFF)
  }
}
