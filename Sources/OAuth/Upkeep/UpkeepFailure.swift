internal import Translation
package import Transport

/// Why something that is done for an account in the background could not be done this time.
package struct UpkeepFailure: Error, Sendable, Hashable {
  /// Google's words, or the transport's.
  package var reason: String
  /// Whether it was given up and says nothing about Google.
  package var isCancelled = false

  init(_ reason: String) {
    self.reason = String(reason.prefix(512))
  }

  init(_ answer: GoogleAnswer) {
    self.init(GoogleFailure(httpStatus: answer.status, body: answer.body).message)
  }

  package init(_ error: TransportError) {
    self.init("Google cannot be reached: \(error)")
    isCancelled = error == .cancelled
  }

  init(_ error: TokenSourceError) {
    switch error {
    case .signedOut(let reason): self.init(reason ?? "nobody is signed in")
    case .refused(let error), .unavailable(let error): self.init("\(error)")
    case .cancelled: self = .cancelled
    }
  }

  package static let tooLate = UpkeepFailure("Google takes too long to answer")
  static let cancelled = UpkeepFailure(TransportError.cancelled)
}
