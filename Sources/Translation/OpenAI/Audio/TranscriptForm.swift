/// The forms of a transcript that Gemini's answer can be given.
package enum TranscriptForm: Sendable {
  case json
  /// The words and nothing around them.
  case text
}
