/// What clients call the models: the operator's aliases, and the ways of writing one id.
package struct ModelNames: Sendable {
  private struct Alias: Sendable {
    /// The literal texts between the stars.
    let pieces: [[UInt8]]
    let model: String
    /// How much of the pattern is literal: more is more specific.
    let literalBytes: Int

    init(pattern: String, model: String) {
      pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
      self.model = model
      literalBytes = pieces.reduce(0) { $0 + $1.count }
    }

    var isExact: Bool { pieces.count == 1 }
  }

  /// Ids longer than this match no alias.
  private static let maximumBytes = 256

  private let aliases: [Alias]

  /// Patterns with `*` for any text; an exact name wins over a pattern, then the one with more literal text.
  package init(aliases: [(pattern: String, model: String)] = []) {
    self.aliases = aliases.map { Alias(pattern: $0.pattern, model: $0.model) }.sorted {
      ($0.isExact ? 1 : 0, $0.literalBytes) > ($1.isExact ? 1 : 0, $1.literalBytes)
    }
  }

  /// The model that `name` means; the name as it is where nothing is known about it.
  package func resolve(_ name: String) -> String {
    let bytes = Array(name.utf8)
    if bytes.count <= Self.maximumBytes, let alias = aliases.first(where: { Self.matches(bytes, $0.pieces) }) {
      return alias.model
    }
    return Self.canonical(name)
  }

  /// Routers of other services write `google/gemini-2.5-pro` or `gemini-2.5-pro:free`, and some clients use capitals.
  private static func canonical(_ name: String) -> String {
    var text = name[...]
    for prefix in ["google/", "models/google/"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
    if text.hasSuffix(":free") { text = text.dropLast(":free".count) }
    return text.lowercased().hasPrefix("gemini") ? text.lowercased() : String(text)
  }

  /// Greedy from the left, which is right because a star takes any text; linear for each piece.
  private static func matches(_ text: [UInt8], _ pieces: [[UInt8]]) -> Bool {
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
