/// Tells whether a client sends back a text it was given: what it did to the white space does not count.
struct TextFingerprint: Sendable {
  /// More bytes than this tell no more texts apart.
  private static let maximumBytes = 1024

  private var hash = FNVHash()
  private var count = 0

  var isEmpty: Bool { count == 0 }
  /// Whether nothing that is added counts any more.
  var isFull: Bool { count >= Self.maximumBytes }
  var text: String { hash.text }

  init() {}

  /// The fingerprint of what a turn says: its texts, and the results in it.
  init(_ content: Content) {
    for part in content.parts where !isFull {
      switch part {
      case .text(let text), .signed(.text(let text), _): add(text)
      case .response(let response): add(response.response)
      default: break
      }
    }
  }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes where byte > 0x20 {
      guard !isFull else { return }
      hash.add(byte)
      count += 1
    }
  }

  private mutating func add(_ text: JSONText) {
    var plain: [UInt8] = []
    // An escape is six bytes long at most, and white space seldom a quarter of a text.
    text.prefixBeforeEscape(8 * Self.maximumBytes).withUnsafeBytes { JSONUnescape.append($0, to: &plain) }
    add(plain)
  }
}
