/// One value of a parsed document, as a place in its text: 16 bytes, whatever its size.
struct JSONNode: Sendable {
  /// For strings the range between the quotes, for all others the whole text.
  var start: UInt32
  var end: UInt32
  /// The index of the node after this one and all below it.
  var next: UInt32
  var kind: JSONKind
  var hasEscapes = false
  var hasLoneSurrogates = false

  var slice: JSONSlice {
    JSONSlice(
      start: Int(start), end: Int(end), hasEscapes: hasEscapes, hasLoneSurrogates: hasLoneSurrogates)
  }
}
