/// Turns upstream payloads into one client's answer.
///
/// One encoder makes both the stream and the whole answer, so the two cannot disagree; which of them is chosen when
/// the encoder is made. The order of calls is `consume` any number of times, then for a stream `finish` or `fail`,
/// for a whole answer `whole`. A value type: it holds the state of one answer.
package protocol ResponseEncoder: Sendable {
  /// Appends what a silent stream sends so that nobody on the way gives up, for example `: keep-alive` and a blank line.
  static var heartbeat: StaticString { get }

  /// The same at this moment of the stream, where it depends on what has gone before; else `heartbeat`.
  var currentHeartbeat: StaticString { get }

  /// The `Content-Type` of the stream.
  static var streamContentType: StaticString { get }

  /// The `Content-Type` of this answer where one dialect has several forms of streams; else `streamContentType`.
  var contentType: StaticString { get }

  /// Whether a stream is cut off after `fail`, without the end mark of its transfer coding: some clients show an error
  /// only then.
  static var breaksAfterFailure: Bool { get }

  /// Whether a failure is told in a stream even where a status could still be sent: the client makes more of it there.
  var tellsFailuresInStream: Bool { get }

  /// Whether bytes that a client shows or stores were produced; from then on the request cannot be retried.
  var hasOutput: Bool { get }

  /// Whether upstream has said why it stopped; an answer that ends without a reason was cut off.
  var isComplete: Bool { get }

  /// Whether nothing that upstream may still say is wanted: the stream can be ended at once.
  var isSatisfied: Bool { get }

  /// Whether the answer is complete and says nothing: asking again may help.
  var isEmpty: Bool { get }

  /// Whether an answer that stayed empty is handed on as it is, for clients that know what to make of it.
  static var passesEmptyAnswers: Bool { get }

  /// Google's word for why the answer ended, where the client is told another: nothing is wrong, but somebody may wonder.
  var unnamedReason: FinishReason.Unnamed? { get }

  /// The tokens counted so far.
  var usage: Usage { get }

  /// The signatures of the calls handed on so far, to be remembered for the client's next request.
  var signatures: [CallSignature] { get }

  /// The response to be kept for the client, once it is complete; nil for nothing.
  var storedResponse: StoredResponse? { get }

  /// This answer and those before it, for the next one of a request with several prompts.
  var series: AnswerSeries { get }

  /// The `Content-Type` of an answer that is no stream.
  var wholeContentType: StaticString { get }

  /// The model that answered, as upstream names it.
  var modelVersion: String? { get }

  /// Reads the JSON of one upstream event, or the body of a unary answer, and appends the client's bytes for it.
  ///
  /// Appends nothing when the encoder makes a whole answer. An error throws with `output` and the encoder unchanged:
  /// `.upstream` when the payload carries an error of Google's, `.malformedUpstream` when it is not what we can read.
  mutating func consume(_ payload: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(TranslationError)

  /// Ends a stream: whatever is still owed (finish reason, usage, end mark). Called again, it appends nothing.
  ///
  /// If upstream never gave a finish reason, the stream ends with the dialect's error instead. Check `isComplete`
  /// first when a real status can still be sent.
  mutating func finish(into output: inout [UInt8])

  /// Ends a stream with the dialect's in-stream error. Called after `finish` or again, it appends nothing.
  mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8])

  /// Appends the body of a non-stream answer.
  mutating func whole(into output: inout [UInt8])
}

extension ResponseEncoder {
  package var currentHeartbeat: StaticString { Self.heartbeat }
  package var contentType: StaticString { Self.streamContentType }
  package var isSatisfied: Bool { false }
  package static var breaksAfterFailure: Bool { false }
  package var tellsFailuresInStream: Bool { false }
  package static var passesEmptyAnswers: Bool { false }
  package var isEmpty: Bool { false }
  package var unnamedReason: FinishReason.Unnamed? { nil }
  package var signatures: [CallSignature] { [] }
  package var storedResponse: StoredResponse? { nil }
  package var series: AnswerSeries { AnswerSeries() }
  package var wholeContentType: StaticString { "application/json" }
  package var modelVersion: String? { nil }
}
