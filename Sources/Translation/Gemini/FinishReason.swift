/// Why a candidate ended, sorted by what clients are told.
package enum FinishReason: Sendable, Equatable {
  /// The model was done.
  case stop
  /// Clients have no word for it and are told what they are told for `stop`; the log has Google's.
  case unnamed(Unnamed)
  case maxTokens
  /// A filter stepped in, on the prompt or on the answer.
  case filtered
  /// The model's tool call could not be read: nothing a client can use.
  case malformedCall

  /// Google's words for which clients have none. Not a text: this is copied for every event.
  package enum Unnamed: String, Sendable {
    case language = "LANGUAGE"
    case other = "OTHER"
    case noImage = "NO_IMAGE"
    case imageOther = "IMAGE_OTHER"
    case tooManyToolCalls = "TOO_MANY_TOOL_CALLS"
    case unknown = "UNKNOWN"
  }

  /// Reads the word at `slice`; an open set, so what is unknown counts as `unnamed`. Nil for the unspecified reason.
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
      let word = String(decoding: scanner.raw(slice.start..<min(slice.end, slice.start + 64)), as: UTF8.self)
      self = .unnamed(Unnamed(rawValue: word) ?? .unknown)
    }
  }

  /// Whether nothing kept the model from going on.
  var isOfItsOwn: Bool {
    switch self {
    case .stop, .unnamed: true
    case .maxTokens, .filtered, .malformedCall: false
    }
  }

  /// The reason where clients have no word for it.
  var unnamed: Unnamed? {
    if case .unnamed(let word) = self { word } else { nil }
  }

  private static let filters: [StaticString] = [
    "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION", "MODEL_ARMOR",
  ]
  private static let malformed: [StaticString] = [
    "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "MALFORMED_RESPONSE", "MISSING_THOUGHT_SIGNATURE",
  ]
}
