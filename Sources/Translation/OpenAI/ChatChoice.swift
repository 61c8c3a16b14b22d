/// What a chat answer has so far of one choice.
struct ChatChoice: Sendable {
  let index: Int
  /// Whether the first chunk, which carries the role, has gone.
  var hasBegun = false
  var callCount = 0
  var imageCount = 0
  var audio = ChatAudio()
  var finishReason: FinishReason?
  /// The rest is gathered for a whole answer only: the insides of JSON strings, and lists of objects.
  var content: [UInt8] = []
  var reasoning: [UInt8] = []
  var calls: [UInt8] = []
  var images: [UInt8] = []
  var logprobs: [UInt8] = []
  /// Why a filter stepped in, as the inside of a JSON string; kept for a stream too, which says it at the end.
  var refusal: [UInt8] = []
  var hasContent = false
  /// The citations as a JSON array, kept until the end; empty if there are none.
  var annotations: [UInt8] = []
  /// The answer in UTF-8, only where citations point into it.
  var text: [UInt8] = []

  /// What the client is shown, to know it again.
  var fingerprint = TextFingerprint()
  /// What came with the text, to be remembered once the text is whole.
  var textSignature = ""

  /// Ends the text before what Gemini was not told to stop at.
  var stop: StopFilter?
  /// Whether a `<think>` is open.
  var isInTags = false

  /// What stands before the text in each of its chunks of a stream.
  private(set) var opening: [UInt8] = []

  /// `head` is what all chunks of the stream have in common.
  init(index: Int, head: [UInt8] = []) {
    self.index = index
    opening.append(literal: "data: {")
    opening.append(contentsOf: head)
    opening.append(literal: ",\"choices\":[{\"index\":")
    JSONWriter.integer(index, into: &opening)
    opening.append(literal: ",\"delta\":{\"content\":\"")
  }

  /// Appends how likely the tokens were, as an object.
  func writeLogprobs(into output: inout [UInt8]) {
    output.append(literal: "{\"content\":[")
    output.append(contentsOf: logprobs)
    output.append(literal: "],\"refusal\":null}")
  }

  /// The reason in OpenAI's words; a call that may be cut off is not announced as one.
  func finish(usesFunctionCall: Bool) -> StaticString {
    // What came behind the sequence is not shown, so neither is why it ended.
    if stop?.matched != nil { return callCount == 0 ? "stop" : usesFunctionCall ? "function_call" : "tool_calls" }
    return switch finishReason {
    case .maxTokens: "length"
    case .filtered: "content_filter"
    case .stop, .unnamed, .malformedCall, nil:
      callCount == 0 ? "stop" : usesFunctionCall ? "function_call" : "tool_calls"
    }
  }
}
