/// Where an account's next access token comes from.
package protocol TokenRenewal: Sendable {
  /// Whether there is more to be had than the access token that is there.
  func canRenew(_ token: OAuthToken) -> Bool
  func renew(_ token: OAuthToken) async throws(TokenEndpointError) -> OAuthToken
}

extension TokenEndpoint: TokenRenewal {
  package func canRenew(_ token: OAuthToken) -> Bool { !token.refreshToken.isEmpty }

  package func renew(_ token: OAuthToken) async throws(TokenEndpointError) -> OAuthToken { try await refresh(token) }
}
