package import OAuth

/// A request to the token endpoint, for tests that ask what the proxy sent.
package struct TokenRequestRecord: Sendable, Hashable {
  package var grantType: String
  package var clientID: String
  /// Nil where none was sent.
  package var clientSecret: Secret?
  package var redirectURI: String?
  /// Whether the exchange proved by PKCE that it belongs to the link.
  package var hasVerifier: Bool
  /// OAuth's error code; nil where tokens were handed out.
  package var error: String?
}
