internal import Translation

/// An answer that is no stream, made of the whole of upstream's.
final class WholeAnswer<D: Dialect>: Sendable {
  let usage: Usage
  /// Google's word for why the answer ended, where the client is told another.
  let unnamedReason: FinishReason.Unnamed?
  /// Why there is no answer; then the rest is empty.
  let fault: AnswerFault?
  let signatures: [CallSignature]
  /// What the answer to the next prompt goes on from.
  let series: AnswerSeries
  let storedResponse: StoredResponse?
  let contentType: StaticString
  /// Empty where further prompts are to be answered.
  let body: [UInt8]

  /// `isLast` says that there will be no other attempt.
  init(_ upstream: [UInt8], of asked: FittedRequest, isLast: Bool) {
    var encoder = D.encoder(for: asked.request, context: asked.context)
    var output: [UInt8] = []
    var fault: AnswerFault?
    do {
      try upstream.withUnsafeBytes { try encoder.consume($0, into: &output) }
      // Without a finish reason `whole` would call a cut-off answer complete.
      if !encoder.isComplete {
        fault = .cutOff
      } else if encoder.isEmpty, !asked.request.mayBeAnsweredEmpty, !(isLast && D.Encoder.passesEmptyAnswers) {
        fault = .empty
      }
    } catch {
      fault = AnswerFault(error)
    }
    usage = encoder.usage
    unnamedReason = encoder.unnamedReason
    self.fault = fault
    signatures = fault == nil ? encoder.signatures : []
    series = encoder.series
    if fault == nil, asked.request.reply.series.isLast { encoder.whole(into: &output) }
    storedResponse = fault == nil ? encoder.storedResponse : nil
    contentType = encoder.wholeContentType
    body = output
  }
}
