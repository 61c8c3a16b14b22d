/// What a code was exchanged for.
package struct TokenGrant: Sendable {
  package var token: OAuthToken
  /// From the id token; it came from Google itself, so its signature needs no check.
  package var email: String?
}
