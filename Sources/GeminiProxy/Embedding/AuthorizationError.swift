internal import OAuth

/// Why `authorize` brought no account that works.
public enum AuthorizationError: Error, Sendable {
  /// Nobody signed in within the time given.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// The person pressed "Cancel", or Google said no: what it said.
  case denied(String)
  /// Google wants a Google Cloud project of the owner's: what to do. The token is kept; set `projectID` next.
  case projectRequired(String)
  /// Google does not serve this account: its words, and a page of Google's that may help. The token is kept.
  case notServed(String, link: String?)
  /// Google's sign-in is out of reach or out of order: why. Trying again later may help.
  case unavailable(String)
  /// The account works and belongs to somebody else, so it was left as it is: what happened, in words.
  case otherPerson(String)
  /// The account proves itself with a key or a file: nobody has to sign in.
  case notForPeople(account: String)
  /// What `present` threw.
  case notPresented(any Error)
  /// Anything else, in words.
  case failed(String)
}

extension AuthorizationError {
  init(_ failure: SignInFailure) {
    switch failure {
    case .denied: self = .denied("\(failure)")
    case .notForPeople(let account): self = .notForPeople(account: account)
    case .exchange(.unavailable(let reason, _)): self = .unavailable(reason)
    case .otherPerson: self = .otherPerson("\(failure)")
    case .exchange, .missingCode, .noRefreshToken, .state, .unidentified, .unknownAccount: self = .failed("\(failure)")
    }
  }
}

extension AuthorizationError: CustomStringConvertible {
  /// What happened and what to do, for a person; free of secrets.
  public var description: String {
    switch self {
    case .timedOut: "Nobody signed in in time."
    case .cancelled: "The sign-in was cancelled."
    case .denied(let text), .projectRequired(let text), .otherPerson(let text), .failed(let text): text
    case .notServed(let reason, let link): "Google does not serve this account: \(reason)\(link.map { " " + $0 } ?? "")"
    case .unavailable(let reason): "Google's sign-in cannot be reached at the moment: \(reason)"
    case .notForPeople(let account):
      "The account \(account) proves itself with a key or a file from the configuration: nobody has to sign in."
    case .notPresented(let error): "The sign-in could not be shown: \(type(of: error))"
    }
  }
}
