internal import Translation
internal import Transport

extension ProxyFailure {
  /// What a client is told when the upstream could not be talked to.
  init(_ error: TransportError) {
    switch error {
    case .timedOut: self.init(.upstreamTimeout, message: "Gemini did not answer: \(error).")
    case .invalidRequest: self.init(.internal, message: "The upstream request could not be made: \(error).")
    default: self.init(.upstreamUnavailable, message: "Gemini could not be reached: \(error).")
    }
  }
}
