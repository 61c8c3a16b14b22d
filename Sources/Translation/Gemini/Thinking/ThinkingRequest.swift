/// How much a client wants the model to think, in any of the ways clients say it.
package struct ThinkingRequest: Sendable, Equatable {
  package enum Effort: Int, Sendable, Comparable {
    case off, minimal, low, medium, high, maximum

    package static func < (left: Effort, right: Effort) -> Bool { left.rawValue < right.rawValue }

    /// A client's word for it; nil for one that says nothing, such as `auto`.
    package init?(_ word: String) {
      switch word.lowercased() {
      case "none", "off", "disabled": self = .off
      case "minimal": self = .minimal
      case "low": self = .low
      case "medium": self = .medium
      case "high": self = .high
      case "xhigh", "max", "maximum": self = .maximum
      default: return nil
      }
    }
  }

  /// Tokens; -1 leaves it to the model.
  package var budget: Int?
  /// Gemini's own word, which counts for more than `effort`.
  package var level: Effort?
  package var effort: Effort?
  package var includesThoughts: Bool?

  package init() {}

  package var isEmpty: Bool { self == ThinkingRequest() }
  /// Whether the client said how much.
  var hasAmount: Bool { budget != nil || level != nil || effort != nil }
}
