/// A client whose ways matter beyond the API that it speaks.
package enum ClientAgent: Sendable {
  /// OpenAI's Codex: it shows what a failed response says, but repeats a request up to thirty times, or hides the words,
  /// where a status says the same.
  case codex
}
