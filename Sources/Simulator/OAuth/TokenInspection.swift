internal import OAuth

/// The small endpoints around a token: whose it is, whether it is good, and the end of it.
enum TokenInspection {
  static func tokenInfo(_ request: SimulatedRequest, _ state: inout SimulatorState) -> SimulatedResponse {
    let token = request.bearer ?? request.queryItem("access_token") ?? request.form["access_token"]
    guard let token, case .valid(let account) = state.check(token) else {
      return .signIn(["error": "invalid_token", "error_description": "Invalid Value"], status: 400)
    }
    let remaining = state.grants.remaining(token) ?? 3599
    return .signIn([
      "azp": .string(InstalledAppClient.builtIn.id), "aud": .string(InstalledAppClient.builtIn.id),
      "sub": .string(account.id),
      "scope": .string(
        state.grants.scope(accessToken: token) ?? AuthorizationRequest.scopes.joined(separator: " ")),
      "exp": .string(String(UnixTime.now().milliseconds / 1000 + Int64(remaining))),
      "expires_in": .string(String(remaining)), "email": .string(account.email), "email_verified": "true",
      "access_type": "offline",
    ])
  }

  static func userInfo(_ account: SimulatedAccount) -> SimulatedResponse {
    .api([
      "id": .string(account.id), "email": .string(account.email), "verified_email": true,
      "name": .string(account.name), "given_name": .string(account.name),
      "picture": "https://lh3.googleusercontent.com/a/simulated",
    ])
  }

  static func revoke(_ request: SimulatedRequest, _ state: inout SimulatorState) -> SimulatedResponse {
    guard let token = request.queryItem("token") ?? request.form["token"],
      state.grants.revoke(token, default: state.settings.defaultAccount)
    else {
      return .signIn(["error": "invalid_token", "error_description": "Token expired or revoked"], status: 400)
    }
    return .signIn([:])
  }
}
