/// What clients that know no other way write behind a model's id.
struct ModelSuffix {
  enum Thinking: Equatable {
    case effort(ThinkingRequest.Effort)
    /// Tokens; -1 leaves it to the model.
    case budget(Int)
  }

  var model: String
  var thinking: Thinking?
  var wantsSearch = false

  init(_ requested: String) {
    model = requested
    readColon()
    readParentheses()
    for (suffix, effort) in Self.efforts where model.hasSuffix(suffix) {
      model = String(model.dropLast(suffix.count))
      thinking = thinking ?? .effort(effort)
      break
    }
    if model.hasSuffix("-search") {
      model = String(model.dropLast("-search".count))
      wantsSearch = true
    }
  }

  private mutating func readColon() {
    guard let colon = model.utf8.lastIndex(of: UInt8(ascii: ":")) else { return }
    switch model[colon...] {
    case ":online": wantsSearch = true
    case ":free", ":latest": break
    case ":thinking": thinking = .effort(.high)
    default: return
    }
    model = String(model[..<colon])
  }

  /// `(high)`, `(8192)` or `(auto)`; other words are no suffix.
  private mutating func readParentheses() {
    guard model.utf8.last == UInt8(ascii: ")"), let open = model.utf8.lastIndex(of: UInt8(ascii: "(")) else { return }
    let word = model[model.index(after: open)...].dropLast()
    if let effort = ThinkingRequest.Effort(String(word)) {
      thinking = .effort(effort)
    } else if word == "auto" {
      thinking = .budget(-1)
    } else if let budget = Int(word), budget >= -1 {
      thinking = .budget(budget)
    } else {
      return
    }
    model = String(model[..<open])
  }

  private static let efforts: [(String, ThinkingRequest.Effort)] = [
    ("-nothinking", .off), ("-maxthinking", .maximum), ("-thinking", .high),
  ]
}
