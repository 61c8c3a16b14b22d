/// What a completion has so far of one choice.
struct CompletionChoice: Sendable {
  /// Among the choices for its own prompt.
  let index: Int
  var finishReason: FinishReason?
  /// Whether the prompt has been repeated before the text, where it is to be.
  var hasBegun = false
  /// The text as the inside of a JSON string, for a whole answer.
  var text: [UInt8] = []
  var logprobs: CompletionLogprobs
  /// Ends the text before what Gemini was not told to stop at.
  var stop: StopFilter?

  /// The reason in OpenAI's words.
  var finish: StaticString {
    if stop?.matched != nil { return "stop" }
    return switch finishReason {
    case .maxTokens: "length"
    case .filtered: "content_filter"
    case .stop, .unnamed, .malformedCall, nil: "stop"
    }
  }
}
