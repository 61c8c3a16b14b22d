/// One event's worth of an answer.
struct AnswerChunk: Sendable {
  /// As JSON of the service's, in camel case.
  var parts: [GoogleJSON] = []
  var finishReason: String?
  var finishMessage: String?
  /// Further members of the candidate.
  var extras: [GoogleJSON.Member] = []
  /// Tokens so far.
  var thoughtTokens = 0
  var textTokens = 0
}

/// What the simulated model says, event by event.
struct Answer: Sendable {
  var chunks: [AnswerChunk] = []
  /// A refusal of the prompt takes the place of all candidates.
  var blockReason: String?
  /// Whether `usageMetadata` with counts comes on the last event only, as on Vertex.
  var countsLast = false
  /// Whether the answer has no candidates at all.
  var hasNoCandidates = false
  /// Whether even the response is missing.
  var hasNoResponse = false
}
