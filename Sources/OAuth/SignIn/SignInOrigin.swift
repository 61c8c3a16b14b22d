/// Where a sign-in was begun, which decides how long it may take and what its callback must bring.
package enum SignInOrigin: Sendable, Hashable {
  /// The page `/auth/login`; for a request from elsewhere the callback must bring the cookie.
  case page(needsCookie: Bool)
  /// A link straight to Google, printed by the running server.
  case startUp
  /// A link straight to Google, printed by `login`.
  case terminal

  package var lifetime: Duration {
    switch self {
    case .page: .seconds(600)
    case .startUp, .terminal: .seconds(3600)
    }
  }

  var needsCookie: Bool { self == .page(needsCookie: true) }
}
