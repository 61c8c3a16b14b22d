/// What a payload says of one candidate besides its parts.
package struct ChunkCandidate: Sendable, Equatable {
  /// The candidate's `index`, or its position where upstream names none.
  package var index: Int
  package var finishReason: FinishReason?
  package var finishMessage: JSONSlice?
}
