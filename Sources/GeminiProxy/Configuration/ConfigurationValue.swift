internal import Translation

/// A value as some layer holds it: JSON in a file, plain text in the environment and on the command line.
enum ConfigurationValue {
  case json(JSONView)
  case text(String)

  var isNull: Bool {
    if case .json(let view) = self { return view.isNull }
    return false
  }

  var isEmptyText: Bool { string == "" }

  /// A text; nil for every other kind of JSON.
  var string: String? {
    switch self {
    case .json(let view): view.string
    case .text(let text): text
    }
  }

  /// A whole number; nil for everything else, a quoted one in a file included.
  var integer: Int? {
    switch self {
    case .json(let view): view.int
    case .text(let text): Int(text)
    }
  }

  var boolean: Bool? {
    switch self {
    case .json(let view): return view.bool
    case .text(let text):
      switch text.lowercased() {
      case "true", "1", "yes", "on": return true
      case "false", "0", "no", "off": return false
      default: return nil
      }
    }
  }

  /// The elements of a list: a JSON array, or text separated by commas. Nil where it is no list.
  var elements: [ConfigurationValue]? {
    if let view = structure { return view.kind == .array ? view.elements.map { .json($0) } : nil }
    guard case .text(let text) = self else { return nil }
    return text.split(separator: ",").compactMap { element in
      let trimmed = element.drop { $0 == " " }
      guard let last = trimmed.lastIndex(where: { $0 != " " }) else { return nil }
      return .text(String(trimmed[...last]))
    }
  }

  /// The members of an object in their order; nil where it is none.
  var members: [(key: String, value: ConfigurationValue)]? {
    guard let view = structure, view.kind == .object else { return nil }
    return view.members.map { ($0.key.string, .json($0.value)) }
  }

  /// What stands there, for a message: short, and only the kind of it where it is secret.
  func found(secret: Bool) -> String {
    switch self {
    case .json(let view):
      switch view.kind {
      case .null: return "null"
      case .object: return "an object"
      case .array: return "a list"
      case .string: return secret ? "a text" : "\"\(Self.shortened(view.string ?? ""))\""
      case .bool, .number: return secret ? "no text" : Self.shortened(String(decoding: view.source, as: UTF8.self))
      }
    case .text(let text): return secret ? "a text" : "\"\(Self.shortened(text))\""
    }
  }

  /// The JSON behind the value, where text that begins like an object or a list counts as JSON.
  private var structure: JSONView? {
    switch self {
    case .json(let view): return view
    case .text(let text):
      guard let first = text.utf8.first(where: { $0 > 0x20 }),
        first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      else { return nil }
      return try? JSONDocument.parse(Array(text.utf8))
    }
  }

  /// Cut to what a line has room for, without what an address may hold in secret: a user and password, and a query.
  private static func shortened(_ text: String) -> String {
    var text = text
    if let at = text.lastIndex(of: "@") { text = "***" + text[at...] }
    if let query = text.firstIndex(of: "?") { text = text[...query] + "***" }
    let clean = String(text.prefix(64).map { $0.isNewline || ($0.asciiValue ?? 32) < 32 ? " " : $0 })
    return text.count > 64 ? clean + "…" : clean
  }
}
