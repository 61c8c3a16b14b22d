internal import Transport

/// A code that waits to be exchanged, with what it is bound to.
struct AuthorizationCode: Sendable {
  let account: SimulatedAccount
  let clientID: String
  let redirectURI: String
  /// The S256 challenge; nil where the client used no PKCE.
  let challenge: String?
  let scope: String
  let isOffline: Bool
  let asksForConsent: Bool
  let lapses: MonotonicInstant
}
