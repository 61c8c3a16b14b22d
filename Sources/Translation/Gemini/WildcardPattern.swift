/// A text in which `*` stands for any text.
package struct WildcardPattern: Sendable, Hashable {
  /// The literal texts between the stars.
  private let pieces: [[UInt8]]

  package init(_ text: String) {
    pieces = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
  }

  /// Whether it has no star.
  var isExact: Bool { pieces.count == 1 }

  /// How much of it is literal: more is more specific.
  var literalBytes: Int { pieces.reduce(0) { $0 + $1.count } }

  package func matches(_ text: String) -> Bool { matches(Array(text.utf8)) }

  /// Greedy from the left, which is right because a star takes any text; linear for each piece.
  func matches(_ text: [UInt8]) -> Bool {
    guard let first = pieces.first, let last = pieces.last else { return false }
    guard pieces.count > 1 else { return text == first }
    guard text.count >= first.count + last.count, text.starts(with: first),
      text.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = text.dropFirst(first.count).dropLast(last.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let position = rest.indices.first(where: { rest[$0...].starts(with: piece) }) else { return false }
      rest = rest[(position + piece.count)...]
    }
    return true
  }
}
