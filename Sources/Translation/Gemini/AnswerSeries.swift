/// The place of an answer among those to the several prompts of one request: together they are one answer.
package struct AnswerSeries: Sendable, Equatable {
  /// How many choices the answers before it had.
  package var choices = 0
  /// These choices in the client's words, separated by commas; empty in a stream.
  package var written: [UInt8] = []
  /// What the answers before it cost.
  package var usage = Usage()
  /// Whether no other answer follows.
  package var isLast = true

  package init() {}
}
