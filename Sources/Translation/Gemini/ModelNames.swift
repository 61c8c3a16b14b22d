/// What clients call the models: the operator's aliases, and the ways of writing one id.
package struct ModelNames: Sendable {
  /// Ids longer than this match no alias.
  private static let maximumBytes = 256

  /// The most specific first.
  private let aliases: [(pattern: WildcardPattern, model: String)]

  /// Patterns with `*` for any text; an exact name wins over a pattern, then the one with more literal text.
  package init(aliases: [(pattern: String, model: String)] = []) {
    self.aliases = aliases.map { (WildcardPattern($0.pattern), $0.model) }.sorted { left, right in
      (left.0.isExact ? 1 : 0, left.0.literalBytes) > (right.0.isExact ? 1 : 0, right.0.literalBytes)
    }
  }

  /// The model that `name` means; the name as it is where nothing is known about it.
  package func resolve(_ name: String) -> String {
    let bytes = Array(name.utf8)
    if bytes.count <= Self.maximumBytes, let alias = aliases.first(where: { $0.pattern.matches(bytes) }) {
      return alias.model
    }
    // Gemini's own names, as Google writes them, have nothing to stand in for and nothing to mend.
    if name.hasPrefix("gemini-"), !name.hasSuffix("-latest"), bytes.allSatisfy(Self.isPlain) { return name }
    return Self.standIn(for: name) ?? Self.canonical(name)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// Claude Code and its like choose models by themselves, small ones for small work, whatever the user has set.
  private static func standIn(for name: String) -> String? {
    let lowered = name.prefix(maximumBytes).lowercased()
    if let standIn = openAI.first(where: { lowered.hasPrefix($0.prefix) }) { return standIn.model }
    let id = lowered.hasPrefix("anthropic/") ? lowered.dropFirst("anthropic/".count) : lowered[...]
    guard id.hasPrefix("claude-") else { return nil }
    return String(id).hasBytes("haiku") ? "gemini-2.5-flash" : "gemini-2.5-pro"
  }

  /// Clients of OpenAI's images and sound have its models' names built in.
  private static let openAI: [(prefix: String, model: String)] = [
    ("dall-e-", "gemini-3.1-flash-image"), ("gpt-image-", "gemini-3.1-flash-image"), ("whisper-", "gemini-2.5-flash"),
    ("gpt-4o-transcribe", "gemini-2.5-flash"), ("gpt-4o-mini-transcribe", "gemini-2.5-flash"),
    ("tts-1", "gemini-3.8-flash-tts"), ("gpt-4o-mini-tts", "gemini-3.8-flash-tts"),
  ]

  /// Routers of other services write `google/gemini-2.5-pro` or `gemini-2.5-pro:free`, and some clients use capitals.
  package static func canonical(_ name: String) -> String {
    var text = name[...]
    for prefix in ["google/", "models/google/"] where text.hasPrefix(prefix) { text = text.dropFirst(prefix.count) }
    if text.hasSuffix(":free") { text = text.dropLast(":free".count) }
    return current(text.lowercased().hasPrefix("gemini") ? text.lowercased() : String(text))
  }

  /// `gemini-2.5-pro-latest` is the model itself; `gemini-flash-latest`, which is Google's own word, stays.
  private static func current(_ name: String) -> String {
    let suffix = "-latest"
    guard name.hasSuffix(suffix), ModelCatalogue.standard[name] == nil else { return name }
    let id = String(name.dropLast(suffix.count))
    return ModelCatalogue.standard[id] == nil ? name : id
  }
}
