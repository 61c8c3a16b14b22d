/// Ends a text before the first of some sequences, though it comes in pieces.
///
/// What may be the beginning of a sequence is held back until it is known not to be. All of a held text is given out
/// by `flush`.
package struct StopFilter: Sendable {
  /// More sequences, or longer ones in bytes, are not looked for.
  package static let maximumSequences = 16
  package static let maximumLength = 256

  private let sequences: [[UInt8]]
  private var held: [UInt8] = []
  /// The sequence that ended the text.
  package private(set) var matched: String?

  /// Nil where there is nothing to look for.
  package init?(_ sequences: [String]) {
    self.sequences = sequences.map { Array($0.utf8) }.filter { !$0.isEmpty && $0.count <= Self.maximumLength }
      .prefix(Self.maximumSequences).map { $0 }
    if self.sequences.isEmpty { return nil }
  }

  /// What of the text so far may be shown; nothing behind a sequence.
  package mutating func feed(_ text: [UInt8]) -> [UInt8] {
    guard matched == nil else { return [] }
    let text = held + text
    held = []
    for start in text.indices {
      let rest = text[start...]
      if let sequence = sequences.first(where: { rest.starts(with: $0) }) {
        matched = String(decoding: sequence, as: UTF8.self)
        return Array(text[..<start])
      }
      if sequences.contains(where: { $0.count > rest.count && $0.starts(with: rest) }) {
        held = Array(rest)
        return Array(text[..<start])
      }
    }
    return text
  }

  /// What was held back and may be shown, once no more text comes.
  package mutating func flush() -> [UInt8] {
    let text = held
    held = []
    for start in text.indices {
      guard let sequence = sequences.first(where: { text[start...].starts(with: $0) }) else { continue }
      matched = String(decoding: sequence, as: UTF8.self)
      return Array(text[..<start])
    }
    return text
  }
}
