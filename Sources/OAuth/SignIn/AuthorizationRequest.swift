/// The question that the browser takes to Google.
package struct AuthorizationRequest: Sendable, Hashable {
  package static let scopes = [
    "https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
  ]

  package var clientID: String
  package var redirectURI: String
  package var state: String
  package var challenge: String
  /// The e-mail address that Google should offer; empty leaves the choice open.
  package var loginHint = ""

  package init(clientID: String, redirectURI: String, state: String, challenge: String, loginHint: String = "") {
    self.clientID = clientID
    self.redirectURI = redirectURI
    self.state = state
    self.challenge = challenge
    self.loginHint = loginHint
  }

  /// The link at the authorization endpoint.
  package func url(at endpoint: String) -> String {
    var fields = [
      (name: "redirect_uri", value: redirectURI), (name: "access_type", value: "offline"),
      (name: "scope", value: Self.scopes.joined(separator: " ")), (name: "state", value: state),
      (name: "response_type", value: "code"), (name: "client_id", value: clientID),
      (name: "code_challenge_method", value: "S256"), (name: "code_challenge", value: challenge),
      // Google hands out a refresh token only with consent, and asks for that once unless told to ask again.
      (name: "prompt", value: "consent"),
    ]
    if !loginHint.isEmpty { fields.append((name: "login_hint", value: loginHint)) }
    return endpoint + (endpoint.contains("?") ? "&" : "?") + FormEncoding.encode(fields)
  }
}
