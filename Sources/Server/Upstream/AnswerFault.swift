internal import Translation
internal import Transport

/// What is wrong with an answer of upstream's that began with status 200.
struct AnswerFault: Error {
  let failure: ProxyFailure
  /// Whether the same request may well get a good answer: the model slipped, or the connection did.
  let mayPass: Bool

  init(_ failure: ProxyFailure, mayPass: Bool) {
    self.failure = failure
    self.mayPass = mayPass
  }

  /// What an encoder or the event parser threw.
  init(_ error: any Error) {
    guard let error = error as? TranslationError else {
      let message = "Gemini sent an event that is too long."
      self.init(ProxyFailure(.upstreamUnavailable, message: message), mayPass: false)
      return
    }
    self.init(error.failure, mayPass: error.fault == .malformedUpstream)
  }

  init(_ error: TransportError) {
    switch error {
    case .closedEarly, .closedBeforeFirstByte, .protocolViolation: self.init(ProxyFailure(error), mayPass: true)
    default: self.init(ProxyFailure(error), mayPass: false)
    }
  }

  /// An answer that ends without a reason.
  static let cutOff = AnswerFault(
    ProxyFailure(.upstreamUnavailable, message: "Gemini ended the answer without saying why; try again."),
    mayPass: true)

  /// An answer with a reason to end and nothing else.
  static let empty = AnswerFault(
    ProxyFailure(.upstreamUnavailable, message: "Gemini answered with nothing; try again or change the prompt."),
    mayPass: true)
}
