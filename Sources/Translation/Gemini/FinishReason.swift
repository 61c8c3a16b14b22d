/// Why a candidate ended, sorted by what clients are told.
package enum FinishReason: Sendable, Equatable {
  /// The model was done, or ended for a reason that has no name among the others.
  case stop
  case maxTokens
  /// A filter stepped in, on the prompt or on the answer.
  case filtered
  /// The model's tool call could not be read: nothing a client can use.
  case malformedCall

  /// Reads the word at `slice`; an open set, so what is unknown counts as `stop`. Nil for the unspecified reason.
  init?(_ slice: JSONSlice, in scanner: JSONScanner) {
    if scanner.matches(slice, "STOP") {
      self = .stop
    } else if scanner.matches(slice, "MAX_TOKENS") {
      self = .maxTokens
    } else if Self.filters.contains(where: { scanner.matches(slice, $0) }) {
      self = .filtered
    } else if Self.malformed.contains(where: { scanner.matches(slice, $0) }) {
      self = .malformedCall
    } else if scanner.matches(slice, "FINISH_REASON_UNSPECIFIED") || slice.isEmpty {
      return nil
    } else {
      self = .stop
    }
  }

  private static let filters: [StaticString] = [
    "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION", "MODEL_ARMOR",
  ]
  private static let malformed: [StaticString] = [
    "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MALFORMED_RESPONSE", "MISSING_THOUGHT_SIGNATURE",
  ]
}
