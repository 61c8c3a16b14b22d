/// What a model name asks of the simulator: `sim-NAME`, alone or behind the name of a real model and a dash.
///
/// `README.md` has the table; a test keeps it equal to `all`.
package struct Scenario: Sendable {
  enum Effect: Sendable {
    case answer(AnswerShape)
    case delivery(Delivery)
    /// An error in place of an answer: for good, or so many times before one that works.
    case error(times: Int?, _ make: @Sendable (_ model: String) -> SimulatedError)
    case rawError(RawError)
  }

  package let name: String
  package let summary: String
  let effect: Effect

  init(_ name: String, _ summary: String, _ effect: Effect) {
    self.name = name
    self.summary = summary
    self.effect = effect
  }

  /// Nil for a name without a scenario.
  init?(name: String) {
    guard let found = Self.byName[name] else { return nil }
    self = found
  }

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  package static let all = shapes + finishes + deliveries + errors

  var shape: AnswerShape? { if case .answer(let shape) = effect { shape } else { nil } }

  var delivery: Delivery { if case .delivery(let delivery) = effect { delivery } else { .plain } }

  private static let shapes = [
    Scenario("text", "text, whatever is offered", .answer(.text)),
    Scenario("thoughts", "two thoughts, text, and a signature on an empty part at the end", .answer(.thoughts)),
    Scenario("call", "one signed call of the first tool offered, or of `get_weather`", .answer(.call)),
    Scenario("parallel", "two calls in one event, the first signed", .answer(.parallelCalls)),
    Scenario("parallel-events", "two calls in two events", .answer(.parallelCallsInTwoEvents)),
    Scenario("text-call", "text, then a call", .answer(.textThenCall)),
    Scenario("call-no-id", "a signed call without an id", .answer(.callWithoutID)),
    Scenario("call-unsigned", "a call without signature and id, as of Gemini 2.5", .answer(.callUnsigned)),
    Scenario("call-no-args", "a call without `args`", .answer(.callWithoutArguments)),
    Scenario("image", "text, then a picture of one pixel", .answer(.image)),
    Scenario("usage-last", "counts on the last event only", .answer(.countsLast)),
    Scenario("retired", "200 with a sentence that the model is no longer available", .answer(.retired)),
    Scenario("empty-candidates", "no candidates and no reason", .answer(.emptyCandidates)),
    Scenario("no-response", "an envelope without a response", .answer(.noResponse)),
    Scenario("blocked", "`promptFeedback` in place of candidates", .answer(.blocked)),
    Scenario("no-finish", "a complete body without a finish reason", .answer(.noFinish)),
  ]

  private static let finishes = [
    "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "LANGUAGE", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII",
    "MALFORMED_FUNCTION_CALL", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_OTHER", "NO_IMAGE",
    "IMAGE_RECITATION", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE",
    "MALFORMED_RESPONSE", "MODEL_ARMOR", "NEVER_HEARD_OF",
  ].map { reason in
    Scenario(
      "finish-" + reason.lowercased().split(separator: "_").joined(separator: "-"), "finish reason `\(reason)`",
      .answer(.finish(reason)))
  }

  private static let deliveries = [
    Scenario("lf", "events end in LF LF", .delivery(.lineFeeds)),
    Scenario("split-utf8", "TCP writes end inside UTF-8 sequences", .delivery(.splitInCharacters)),
    Scenario("split-crlf", "TCP writes end between CR and LF", .delivery(.splitInLineEnds)),
    Scenario("split-bytes", "every byte in an HTTP chunk of its own", .delivery(.singleBytes)),
    Scenario("no-final-blank", "the last event lacks its line ends", .delivery(.noFinalBlank)),
    Scenario("malformed-event", "one event in the middle is no JSON", .delivery(.malformedEvent)),
    Scenario("error-event", "an error as an event in the middle, then the end", .delivery(.errorEvent)),
    Scenario("break-off", "the connection is cut in the middle", .delivery(.breakOff)),
    Scenario("slow-start", "nothing for `firstByteDelay`, then an answer", .delivery(.slowStart)),
  ]
}
