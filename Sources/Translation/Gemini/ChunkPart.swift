/// One part of a candidate's content, as slices of the payload.
package struct ChunkPart: Sendable, Equatable {
  /// The position of its candidate in `ChunkView.candidates`.
  package var candidate: Int
  /// The `text`, of an answer or, if `isThought`, of a thought.
  package var text: JSONSlice?
  package var isThought = false
  package var thoughtSignature: JSONSlice?
  package var call: ChunkCall?
  package var extra: ChunkExtra?
  /// The source of the whole part.
  package var source: Range<Int>

  /// Whether it is more than a place for a signature.
  var saysSomething: Bool {
    guard call == nil, extra == nil, let text else { return true }
    return !text.isEmpty
  }
}
