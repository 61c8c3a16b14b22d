internal import OAuth
internal import Translation
internal import Transport

/// Why an attempt came to nothing: what to tell the client, and what it is to the retry policy.
///
/// By reference: it is large, rare, and everything that can end with one would hold the room for it.
final class AnswerFault: Error {
  let failure: ProxyFailure
  let outcome: RetryPolicy.Outcome

  init(_ failure: ProxyFailure, _ outcome: RetryPolicy.Outcome) {
    self.failure = failure
    self.outcome = outcome
  }

  /// What Google says is wrong with a request, and the change that is known to help.
  convenience init(_ refusal: GoogleFailure, repair: Repair?) {
    self.init(refusal.clientFailure, .refused(refusal, repair: repair))
  }

  /// What an encoder or the event parser threw at an answer.
  convenience init(_ error: any Error) {
    guard let error = error as? TranslationError else {
      let message = "Gemini sent an event that is too long."
      self.init(ProxyFailure(.upstreamUnavailable, message: message), .hopeless)
      return
    }
    switch error.fault {
    case .upstream(let refusal): self.init(refusal, repair: nil)
    case .malformedUpstream: self.init(error.failure, .useless)
    case .request: self.init(error.failure, .hopeless)
    }
  }

  /// What happened to the connection of an answer that had begun.
  convenience init(_ error: TransportError) {
    switch error {
    case .closedEarly, .closedBeforeFirstByte, .protocolViolation: self.init(ProxyFailure(error), .useless)
    default: self.init(ProxyFailure(error), .hopeless)
    }
  }

  /// What happened to a call before its answer began.
  convenience init(calling error: TransportError) {
    switch error {
    // Idle connections die unnoticed.
    case .closedBeforeFirstByte: self.init(ProxyFailure(error), .dropped)
    case .closedEarly, .protocolViolation: self.init(ProxyFailure(error), .unreached)
    case _ where error.isConnectionFailure: self.init(ProxyFailure(error), .unreached)
    default: self.init(ProxyFailure(error), .hopeless)
    }
  }

  /// An answer that ends without a reason.
  static let cutOff = AnswerFault(
    ProxyFailure(.upstreamUnavailable, message: "Gemini ended the answer without saying why; try again."), .useless)

  /// An answer with a reason to end and nothing else.
  static let empty = AnswerFault(
    ProxyFailure(.upstreamUnavailable, message: "Gemini answered with nothing; try again or change the prompt."),
    .useless)
}
