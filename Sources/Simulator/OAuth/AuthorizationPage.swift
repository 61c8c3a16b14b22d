internal import OAuth
internal import Translation
internal import Transport

/// Google's consent page, with a person who presses "Continue" at once.
///
/// Who that is says `account` in the link (a scenario of the simulator's own), then `login_hint`, then the settings.
struct AuthorizationPage {
  let fields: [String: String]

  init(_ request: SimulatedRequest) {
    fields = Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first }
  }

  func answer(_ state: inout SimulatorState) -> SimulatedResponse {
    // Until client and address are known to belong together, nothing may be sent to the address.
    guard let clientID = fields["client_id"], !clientID.isEmpty else {
      return refused("invalid_request", "Missing required parameter: client_id")
    }
    guard let client = state.settings.clients.first(where: { $0.id == clientID }) else {
      return .page(status: 401, "Error 401: invalid_client. The OAuth client was not found.")
    }
    guard let redirectURI = fields["redirect_uri"], !redirectURI.isEmpty else {
      return refused("invalid_request", "Missing required parameter: redirect_uri")
    }
    guard client.mayRedirect(to: redirectURI) else {
      return refused("redirect_uri_mismatch", "You can't sign in because this app sent an invalid request.")
    }
    guard fields["response_type"] == "code" else {
      return refused("unsupported_response_type", "Invalid response_type")
    }
    let scopes = fields["scope"]?.split(separator: " ").map(String.init) ?? []
    guard !scopes.isEmpty else { return refused("invalid_request", "Missing required parameter: scope") }
    guard scopes.allSatisfy(Self.isKnown) else {
      return refused("invalid_scope", "Some requested scopes were invalid.")
    }
    let accessType = fields["access_type"] ?? "online"
    guard accessType == "offline" || accessType == "online" else {
      return refused("invalid_request", "Invalid access_type: \(accessType)")
    }
    guard hasSoundChallenge else { return refused("invalid_request", "Invalid code_challenge") }

    let account = SimulatedAccount(
      email: fields["account"] ?? fields["login_hint"] ?? state.settings.defaultAccount)
    var answer: [(name: String, value: String)] = []
    if let value = fields["state"] { answer.append((name: "state", value: value)) }
    answer.append((name: "iss", value: "https://accounts.google.com"))
    if account.scenario == .denied {
      answer.insert((name: "error", value: "access_denied"), at: 0)
    } else {
      let code = state.grants.addCode(
        AuthorizationCode(
          account: account, clientID: clientID, redirectURI: redirectURI, challenge: fields["code_challenge"],
          scope: Self.granted(scopes), isOffline: accessType == "offline",
          asksForConsent: fields["prompt"]?.split(separator: " ").contains("consent") ?? false,
          lapses: .now() + .seconds(600)))
      answer.append((name: "code", value: code))
      answer.append((name: "scope", value: Self.granted(scopes)))
      answer.append((name: "authuser", value: "0"))
      answer.append((name: "prompt", value: "consent"))
    }
    return .redirect(to: redirectURI + (redirectURI.contains("?") ? "&" : "?") + FormEncoding.encode(answer))
  }

  /// Google adds `openid` to whoever asks for the address or the profile.
  private static func granted(_ scopes: [String]) -> String {
    (scopes + (scopes.contains("openid") ? [] : ["openid"])).joined(separator: " ")
  }

  private static func isKnown(_ scope: String) -> Bool {
    ["openid", "email", "profile"].contains(scope) || scope.hasPrefix("https://www.googleapis.com/auth/")
  }

  /// PKCE is optional at Google, but what is sent must be right: 43 characters for S256 (RFC 7636, 4.2).
  private var hasSoundChallenge: Bool {
    guard let challenge = fields["code_challenge"] else { return fields["code_challenge_method"] == nil }
    return fields["code_challenge_method"] == "S256" && challenge.utf8.count == 43
      && Base64.decode(challenge)?.count == 32
  }

  private func refused(_ code: String, _ text: String) -> SimulatedResponse {
    .page(status: 400, "Access blocked: authorization error. \(text) Error 400: \(code)")
  }
}
