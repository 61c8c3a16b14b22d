package import Transport

/// A sign-in that a browser has taken to Google and not yet brought back.
package struct PendingSignIn: Sendable {
  package var state: String
  package var pkce: PKCE
  package var redirectURI: String
  /// The account it was begun for.
  package var account: String
  /// Whether the account may be created by it.
  package var createsAccount: Bool
  package var origin: SignInOrigin
  package var lapses: MonotonicInstant

  /// What the cookie must hold: a digest, so that the cookie alone does not give the state away.
  package var cookie: String { Base64.encodeURLSafe(Digest.sha256(state.utf8)) }
}
