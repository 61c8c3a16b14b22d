/// Where a string lies in a text, as the range between its quotes.
package struct JSONSlice: Sendable, Equatable {
  package var start: Int
  package var end: Int
  /// Whether the string contains a backslash; if not, its bytes are its value.
  package var hasEscapes: Bool
  /// Whether a `\u` escape names half of a surrogate pair without the other half.
  package var hasLoneSurrogates: Bool

  package init(start: Int, end: Int, hasEscapes: Bool = false, hasLoneSurrogates: Bool = false) {
    self.start = start
    self.end = end
    self.hasEscapes = hasEscapes
    self.hasLoneSurrogates = hasLoneSurrogates
  }

  package var isEmpty: Bool { start == end }
  package var count: Int { end &- start }
}
