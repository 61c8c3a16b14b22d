internal import OAuth
internal import Transport

/// The token endpoint: codes and refresh tokens in, access tokens out.
struct TokenExchange {
  let fields: [String: String]

  init(_ request: SimulatedRequest) {
    fields = request.form
  }

  /// A refusal in OAuth's own shape (RFC 6749, 5.2), not in the APIs'.
  private struct Refusal: Error {
    let status: Int
    let code: String
    let text: String
    var subtype: String?

    init(_ code: String, _ text: String, status: Int = 400, subtype: String? = nil) {
      self.status = status
      self.code = code
      self.text = text
      self.subtype = subtype
    }

    var json: GoogleJSON {
      .members([
        "error": .string(code), "error_description": .string(text),
        "error_uri": subtype == nil ? nil : "https://support.google.com/a/answer/9368756",
        "error_subtype": subtype.map { .string($0) },
      ])
    }
  }

  func answer(_ state: inout SimulatorState) -> SimulatedResponse {
    var record = TokenRequestRecord(
      grantType: fields["grant_type"] ?? "", clientID: fields["client_id"] ?? "",
      clientSecret: fields["client_secret"].map { Secret($0) }, redirectURI: fields["redirect_uri"],
      hasVerifier: fields["code_verifier"] != nil)
    let response: SimulatedResponse
    do throws(Refusal) {
      response = .signIn(try tokens(&state))
    } catch {
      record.error = error.code
      response = .signIn(error.json, status: error.status)
    }
    state.remember(record)
    return response
  }

  private func tokens(_ state: inout SimulatorState) throws(Refusal) -> GoogleJSON {
    if state.settings.isTokenEndpointDown {
      throw Refusal("temporarily_unavailable", "The service is currently unavailable.", status: 503)
    }
    // A signed claim needs no client.
    if fields["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" { return try redeemAssertion(&state) }
    guard let clientID = fields["client_id"], !clientID.isEmpty else {
      throw Refusal("invalid_request", "Could not determine client ID from request.")
    }
    guard let client = state.settings.clients.first(where: { $0.id == clientID }) else {
      throw Refusal("invalid_client", "The OAuth client was not found.", status: 401)
    }
    guard let secret = fields["client_secret"], !secret.isEmpty else {
      throw Refusal("invalid_request", "client_secret is missing.")
    }
    guard secret == client.secret.exposed else {
      throw Refusal("invalid_client", "The provided client secret is invalid.", status: 401)
    }
    switch fields["grant_type"] {
    case "authorization_code": return try exchange(clientID, &state)
    case "refresh_token": return try refresh(clientID, &state)
    case let other: throw Refusal("unsupported_grant_type", "Invalid grant_type: \(other ?? "")")
    }
  }

  private func exchange(_ clientID: String, _ state: inout SimulatorState) throws(Refusal) -> GoogleJSON {
    guard let name = fields["code"], !name.isEmpty else {
      throw Refusal("invalid_request", "Missing required parameter: code")
    }
    guard let code = state.grants.redeem(name), code.clientID == clientID else {
      throw Refusal("invalid_grant", "Bad Request")
    }
    guard fields["redirect_uri"] == code.redirectURI else { throw Refusal("redirect_uri_mismatch", "Bad Request") }
    if let challenge = code.challenge {
      guard let verifier = fields["code_verifier"] else { throw Refusal("invalid_grant", "Missing code verifier.") }
      guard (43...128).contains(verifier.utf8.count),
        Base64.encodeURLSafe(Digest.sha256(verifier.utf8)) == challenge
      else { throw Refusal("invalid_grant", "Invalid code verifier.") }
    } else if fields["code_verifier"] != nil {
      throw Refusal("invalid_grant", "code_verifier or verifier is not needed.")
    }
    let lifetime = state.settings.accessTokenLifetime
    let tokens = state.grants.open(code, lifetime: lifetime)
    return .members([
      "access_token": .string(tokens.access), "expires_in": .int(Int(lifetime.components.seconds)),
      "refresh_token": tokens.refresh.map { .string($0) }, "scope": .string(code.scope), "token_type": "Bearer",
      "id_token": .string(IdentityToken.make(for: code.account, clientID: clientID)),
    ])
  }

  private func redeemAssertion(_ state: inout SimulatorState) throws(Refusal) -> GoogleJSON {
    let assertion: ServiceAccountAssertion
    do throws(ServiceAccountAssertion.Refusal) {
      assertion = try ServiceAccountAssertion(
        fields["assertion"] ?? "", keys: state.settings.serviceAccounts, now: .now())
    } catch {
      throw Refusal("invalid_grant", error.text)
    }
    let lifetime = state.settings.accessTokenLifetime
    return .members([
      "access_token": .string(state.grants.openServiceAccount(assertion.email, lifetime: lifetime)),
      "expires_in": .int(Int(lifetime.components.seconds)), "token_type": "Bearer",
    ])
  }

  private func refresh(_ clientID: String, _ state: inout SimulatorState) throws(Refusal) -> GoogleJSON {
    guard let token = fields["refresh_token"], !token.isEmpty else {
      throw Refusal("invalid_request", "Missing required parameter: refresh_token")
    }
    guard let (id, grant) = state.grants.grant(refreshToken: token, default: state.settings.defaultAccount) else {
      throw Refusal("invalid_grant", "Token has been expired or revoked.")
    }
    // A fixed token was minted by nobody in particular.
    guard grant.clientID.isEmpty || grant.clientID == clientID else {
      throw Refusal("unauthorized_client", "Unauthorized", status: 401)
    }
    switch grant.account.scenario {
    case .revoked: throw Refusal("invalid_grant", "Token has been expired or revoked.")
    case .reauthentication:
      throw Refusal("invalid_grant", "reauth related error (invalid_rapt)", subtype: "invalid_rapt")
    default: break
    }
    let lifetime = state.settings.accessTokenLifetime
    return .members([
      "access_token": .string(state.grants.addAccessToken(grant: id, lifetime: lifetime)),
      "expires_in": .int(Int(lifetime.components.seconds)), "scope": .string(grant.scope), "token_type": "Bearer",
      "id_token": .string(IdentityToken.make(for: grant.account, clientID: clientID)),
    ])
  }
}
