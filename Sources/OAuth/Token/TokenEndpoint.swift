internal import Translation
internal import Transport

/// Google's token endpoint: codes and refresh tokens in, access tokens out.
package struct TokenEndpoint: Sendable {
  package var google: GoogleClient
  package var client: InstalledAppClient
  package var endpoints: GoogleEndpoints
  package var clock: OAuthClock

  package init(google: GoogleClient, client: InstalledAppClient, endpoints: GoogleEndpoints, clock: OAuthClock) {
    self.google = google
    self.client = client
    self.endpoints = endpoints
    self.clock = clock
  }

  /// Redeems the code that a sign-in brought back.
  package func exchange(
    code: Secret, verifier: Secret, redirectURI: String
  ) async throws(TokenEndpointError) -> TokenGrant {
    try await grant([
      (name: "code", value: code.exposed), (name: "code_verifier", value: verifier.exposed),
      (name: "grant_type", value: "authorization_code"), (name: "redirect_uri", value: redirectURI),
    ])
  }

  /// A new access token; the refresh token stays the old one unless Google sends another.
  package func refresh(_ token: OAuthToken) async throws(TokenEndpointError) -> OAuthToken {
    var refreshed = try await grant([
      (name: "refresh_token", value: token.refreshToken.exposed), (name: "grant_type", value: "refresh_token"),
    ]).token
    if refreshed.refreshToken.isEmpty { refreshed.refreshToken = token.refreshToken }
    return refreshed
  }

  /// Redeems a service account's signed claim (RFC 7523), which needs no OAuth client.
  package func exchange(assertion: Secret) async throws(TokenEndpointError) -> OAuthToken {
    try await grant(
      [
        (name: "grant_type", value: "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        (name: "assertion", value: assertion.exposed),
      ], identity: []
    ).token
  }

  /// Revokes the grant; a token that Google no longer knows counts as revoked.
  package func revoke(_ token: OAuthToken) async throws(TokenEndpointError) {
    let secret = token.refreshToken.isEmpty ? token.accessToken : token.refreshToken
    let query = FormEncoding.encode([(name: "token", value: secret.exposed)])
    let answer = try await send(endpoints.revoke + "?" + query, form: [])
    guard !answer.isSuccess, answer.status != 400 else { return }
    throw TokenEndpointError(answer)
  }

  private func grant(_ fields: [(name: String, value: String)]) async throws(TokenEndpointError) -> TokenGrant {
    let identity = [(name: "client_id", value: client.id), (name: "client_secret", value: client.secret.exposed)]
    return try await grant(fields, identity: identity)
  }

  private func grant(
    _ fields: [(name: String, value: String)], identity: [(name: String, value: String)]
  ) async throws(TokenEndpointError) -> TokenGrant {
    // Counted from before the request: the token must not seem to live longer than it does.
    let asked = clock.wall()
    let answer = try await send(endpoints.token, form: identity.filter { !$0.value.isEmpty } + fields)
    guard answer.isSuccess, let body = try? JSONDocument.parse(answer.body),
      let access = body["access_token"]?.string, !access.isEmpty
    else { throw TokenEndpointError(answer) }
    let lifetime = body["expires_in"]?.int ?? body["expires_in"]?.string.flatMap { Int($0) }
    let token = OAuthToken(
      accessToken: Secret(access), tokenType: body["token_type"]?.string ?? "Bearer",
      refreshToken: Secret(body["refresh_token"]?.string ?? ""),
      expiry: lifetime.map { asked.adding(seconds: Int64($0)) })
    return TokenGrant(token: token, email: body["id_token"]?.string.flatMap(Self.email))
  }

  private func send(
    _ url: String, form: [(name: String, value: String)]
  ) async throws(TokenEndpointError) -> GoogleAnswer {
    do throws(TransportError) {
      return try await google.post(url, form: form)
    } catch {
      throw TokenEndpointError(error)
    }
  }

  /// The verified address in the claims of an id token.
  private static func email(idToken: String) -> String? {
    let parts = idToken.split(separator: ".")
    guard parts.count == 3, let bytes = Base64.decode(String(parts[1])), let claims = try? JSONDocument.parse(bytes)
    else { return nil }
    guard claims["email_verified"]?.bool != false else { return nil }
    return claims["email"]?.string
  }
}
