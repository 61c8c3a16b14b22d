/// What a chat answer has so far of one choice.
struct ChatChoice: Sendable {
  let index: Int
  /// Whether the first chunk, which carries the role, has gone.
  var hasBegun = false
  var callCount = 0
  var finishReason: FinishReason?
  /// The rest is gathered for a whole answer only: the insides of JSON strings, and a list of call objects.
  var content: [UInt8] = []
  var reasoning: [UInt8] = []
  var calls: [UInt8] = []
  /// Why a filter stepped in, as the inside of a JSON string; kept for a stream too, which says it at the end.
  var refusal: [UInt8] = []
  var hasContent = false

  init(index: Int) {
    self.index = index
  }

  /// The reason in OpenAI's words.
  var finish: StaticString {
    switch finishReason {
    case .maxTokens: "length"
    case .filtered: "content_filter"
    case .stop, .malformedCall, nil: callCount > 0 ? "tool_calls" : "stop"
    }
  }
}
