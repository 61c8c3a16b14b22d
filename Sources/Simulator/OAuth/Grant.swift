internal import OAuth
internal import Transport

/// What a person has allowed a client, and the tokens that stand for it.
struct Grant: Sendable {
  let account: SimulatedAccount
  let clientID: String
  let scope: String
  var isRevoked = false
}

/// An access token that was handed out.
struct AccessToken: Sendable {
  let grant: String
  var lapses: MonotonicInstant
  /// Refused by every API although it has not lapsed.
  let isRefused: Bool
}

/// What an API makes of the token it was sent.
enum TokenCheck {
  case valid(SimulatedAccount)
  case expired
  case unknown
  case missing
}

/// Codes, grants and tokens of a simulator.
struct GrantTable: Sendable {
  private var codes = BoundedTable<AuthorizationCode>()
  private var grants = BoundedTable<Grant>()
  private var accessTokens = BoundedTable<AccessToken>()
  /// Grant by refresh token.
  private var refreshTokens = BoundedTable<String>()
  /// Pairs of client and person that have been through the consent page.
  private var consents = BoundedTable<Bool>()

  // MARK: - Handing out

  mutating func addCode(_ code: AuthorizationCode) -> String {
    let name = "4/0A" + Entropy.system.hexadecimal(24)
    codes[name] = code
    return name
  }

  /// Takes a code out: it is good once, whatever comes of the exchange.
  mutating func redeem(_ code: String) -> AuthorizationCode? {
    defer { codes[code] = nil }
    return codes[code].flatMap { $0.lapses > .now() ? $0 : nil }
  }

  /// The tokens for a code; no refresh token where Google would give none.
  mutating func open(_ code: AuthorizationCode, lifetime: Duration) -> (access: String, refresh: String?) {
    let id = Entropy.system.hexadecimal(8)
    grants[id] = Grant(account: code.account, clientID: code.clientID, scope: code.scope)
    let consent = code.clientID + " " + code.account.email
    let isFirst = consents[consent] == nil
    consents[consent] = true
    let access = addAccessToken(grant: id, lifetime: lifetime, isRefused: code.account.scenario == .expired)
    guard code.isOffline, isFirst || code.asksForConsent else { return (access, nil) }
    let refresh = "1//0sim" + Entropy.system.hexadecimal(24)
    refreshTokens[refresh] = id
    return (access, refresh)
  }

  /// An access token for whoever proved who they are without a person's consent.
  mutating func openServiceAccount(_ email: String, lifetime: Duration) -> String {
    let id = "service " + email
    grants[id] = Grant(account: SimulatedAccount(email: email), clientID: "", scope: AuthorizationRequest.scopes[0])
    return addAccessToken(grant: id, lifetime: lifetime)
  }

  mutating func addAccessToken(grant: String, lifetime: Duration, isRefused: Bool = false) -> String {
    let token = "ya29.sim-" + Entropy.system.hexadecimal(24)
    accessTokens[token] = AccessToken(grant: grant, lapses: .now() + lifetime, isRefused: isRefused)
    return token
  }

  // MARK: - Looking up

  /// The grant of a refresh token; nil for one that is unknown or revoked.
  mutating func grant(refreshToken: String, default account: String) -> (id: String, Grant)? {
    if let id = refreshTokens[refreshToken], let grant = grants[id] { return grant.isRevoked ? nil : (id, grant) }
    guard let account = Self.fixedAccount(refreshToken, default: account) else { return nil }
    // The tokens that tests write down have a grant of their own from their first use on.
    let id = "fixed " + account.email
    let grant =
      grants[id] ?? Grant(account: account, clientID: "", scope: AuthorizationRequest.scopes.joined(separator: " "))
    grants[id] = grant
    return grant.isRevoked ? nil : (id, grant)
  }

  func check(_ token: String?, default account: String) -> TokenCheck {
    guard let token else { return .missing }
    guard let known = accessTokens[token] else {
      guard let account = Self.fixedAccount(token, default: account) else { return .unknown }
      if account.scenario == .expired { return .expired }
      return grants["fixed " + account.email]?.isRevoked == true ? .unknown : .valid(account)
    }
    guard let grant = grants[known.grant], !grant.isRevoked else { return .unknown }
    return known.isRefused || known.lapses <= .now() ? .expired : .valid(grant.account)
  }

  func scope(accessToken: String) -> String? { accessTokens[accessToken].flatMap { grants[$0.grant]?.scope } }

  /// Seconds until an access token lapses; nil for one that was not handed out here.
  func remaining(_ accessToken: String) -> Int? {
    accessTokens[accessToken].map { Int($0.lapses.duration(since: .now()).components.seconds) }
  }

  /// `simulated` stands for the default account, `sim-SCENARIO` for an account of that scenario.
  private static func fixedAccount(_ token: String, default account: String) -> SimulatedAccount? {
    if token == "simulated" { return SimulatedAccount(email: account) }
    guard token.hasPrefix("sim-") else { return nil }
    return AccountScenario(rawValue: String(token.dropFirst("sim-".count))).map { SimulatedAccount($0) }
  }

  // MARK: - Taking back

  /// Revokes the grant that an access or refresh token belongs to; false for an unknown one.
  mutating func revoke(_ token: String, default account: String) -> Bool {
    if let id = refreshTokens[token] ?? accessTokens[token]?.grant, var grant = grants[id] {
      guard !grant.isRevoked else { return false }
      grant.isRevoked = true
      grants[id] = grant
      return true
    }
    guard let (id, found) = grant(refreshToken: token, default: account) else { return false }
    var grant = found
    grant.isRevoked = true
    grants[id] = grant
    return true
  }

  /// Revokes all grants of an account, as its owner can on Google's pages.
  mutating func revokeAll(email: String) {
    grants.updateEach { if $0.account.email == email { $0.isRevoked = true } }
    // The tokens that tests write down may not have been used yet.
    var fixed = Grant(account: SimulatedAccount(email: email), clientID: "", scope: "")
    fixed.isRevoked = true
    grants["fixed " + email] = fixed
  }

  /// Lets every access token lapse now.
  mutating func expireAccessTokens() {
    accessTokens.updateEach { $0.lapses = .now() }
  }
}
