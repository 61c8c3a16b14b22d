/// What a payload says of one candidate besides its parts.
package struct ChunkCandidate: Sendable, Equatable {
  /// The candidate's `index`, or its position where upstream names none.
  package var index: Int
  package var finishReason: FinishReason?
  package var finishMessage: JSONSlice?
  /// The source of `groundingMetadata`.
  package var grounding: Range<Int>?
  /// The source of `logprobsResult`.
  package var logprobs: Range<Int>?
}
