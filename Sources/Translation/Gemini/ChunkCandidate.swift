/// What a payload says of one candidate besides its parts.
package struct ChunkCandidate: Sendable {
  /// The candidate's `index`, or its position where upstream names none.
  package var index: Int
  package var finishReason: FinishReason?
  package var finishMessage: JSONSlice?
  /// The source of `groundingMetadata`.
  package var grounding: Range<Int>?
  /// The source of `logprobsResult`.
  package var logprobs: Range<Int>?
  /// In whose place a `content` lacks its list of parts; an empty range where it has no `parts` at all.
  package var missingParts: Range<Int>?

  /// Whether it says anything besides its parts.
  var isRemarkable: Bool { finishReason != nil || grounding != nil || logprobs != nil }
}
