internal import OAuth
internal import Server
internal import Translation
internal import Transport

extension Doctor {
  /// Every account with a Google account behind it can count the tokens of this one.
  private static let model = "gemini-2.5-flash"

  /// The account's token, tier and project, then one call that costs nothing.
  func check(_ account: Account, _ signIn: SignInService) async -> [DoctorFinding] {
    let status = await account.prepare()
    let found = await findings(status, account)
    guard found.allSatisfy({ $0.verdict == .ok }) else { return found }
    return await found + checkAPI(account, signIn)
  }

  private func findings(_ status: AccountStatus, _ account: Account) async -> [DoctorFinding] {
    func sound(_ check: String, _ message: String) -> DoctorFinding {
      DoctorFinding(check, account: account.name, .ok, message)
    }
    func failed(_ check: String, _ message: String, _ advice: String) -> DoctorFinding {
      DoctorFinding(check, account: account.name, .failed, message, advice: advice)
    }
    let isDefault = account.name == SignInService.defaultAccount
    let login = "Run: gemini-proxy login \(path)\(isDefault ? "" : " --account \(account.name)")"
    let token = sound("token", "Google hands out access tokens")
    switch status {
    case .signedOut(let reason): return [failed("token", reason ?? "nobody is signed in", login)]
    case .projectRequired(let advice):
      return [token, failed("project", "Google wants a project of the account's owner", advice)]
    case .refused(let reason, let link):
      if case .refused(let refusal)? = await tokenError(of: account) {
        return [failed("token", reason, isAboutClient(refusal) ? clientAdvice : login)]
      }
      return [token, failed("tier", reason, link.map { "See \($0)" } ?? Self.licenceAdvice)]
    case .credentialMissing(let reason): return [failed("credential", reason, "Correct it in \(path).")]
    case .unavailable(let reason):
      guard await tokenError(of: account) == nil else { return [failed("token", reason, "Try again in a minute.")] }
      return [token, failed("tier", reason, "Try again in a minute.")]
    case .settingUp, .unknown:
      return [
        token,
        DoctorFinding(
          "tier", account: account.name, .warning, "Google is still setting the account up",
          advice: "Try again in a minute."),
      ]
    case .ready(let project, let tier):
      if hasKey(account) { return [sound("credential", "the API key is there")] }
      return [token] + (tier.id.isEmpty ? [] : [sound("tier", tier.id)])
        + (project.isEmpty ? [] : [sound("project", project)])
    }
  }

  /// Why the account has no access token at this moment; nil where it has one.
  private func tokenError(of account: Account) async -> TokenSourceError? {
    do throws(TokenSourceError) {
      _ = try await account.tokens.accessToken()
      return nil
    } catch {
      return error
    }
  }

  private func isAboutClient(_ refusal: TokenEndpointError) -> Bool {
    if case .invalidClient = refusal { true } else { false }
  }

  private func hasKey(_ account: Account) -> Bool {
    configuration.storedAccounts.contains { $0.name == account.name && $0.hasKeyAccess }
  }

  private var clientAdvice: String {
    configuration.oauthClientID.isEmpty
      ? "Set oauth_client_id and oauth_client_secret in \(path)."
      : "Correct oauth_client_id and oauth_client_secret in \(path), or take both out and sign in again."
  }

  private static let licenceAdvice =
    "Sign in with an account that has a licence for Gemini Code Assist, or use a Gemini API key."

  private func checkAPI(_ account: Account, _ signIn: SignInService) async -> [DoctorFinding] {
    func sound(_ check: String, _ message: String) -> DoctorFinding {
      DoctorFinding(check, account: account.name, .ok, message)
    }
    func failed(_ check: String, _ message: String, _ advice: String) -> DoctorFinding {
      DoctorFinding(check, account: account.name, .failed, message, advice: advice)
    }
    do throws(ProxyStartError) {
      let upstream = try Upstream(configuration, credentials: AccountCredentials(signIn))
      let credential = try await credential(of: account)
      guard var request = await upstream.probe(Self.model, as: credential) else {
        return [failed("api", "no model", "")]
      }
      request.silenceTimeout = Self.patience
      let response = try await answer(to: request, through: credential.proxies)
      guard response.status != 200 else {
        return [
          sound("api", "Google counts tokens for \(Self.model)"), sound("quota", "Google does not call it used up"),
        ]
      }
      let failure = GoogleFailure(httpStatus: response.status, body: response.body)
      let link = failure.link.flatMap { GoogleLink.trusted($0) }
      let check = response.status == 429 ? "quota" : "api"
      let advice = Self.advice(response.status, key: keyAdvice(account))
      // For a bad key Google's link leads to an explanation only.
      let isBadKey = failure.reason == "API_KEY_INVALID"
      return [failed(check, failure.message, isBadKey ? advice : link.map { "See \($0)" } ?? advice)]
    } catch {
      return [failed("api", "\(error)", "Try again in a minute.")]
    }
  }

  /// What helps where Google's answer names no way out.
  private static func advice(_ status: Int, key keyAdvice: String?) -> String {
    let rights = "Check project_id, location and the account's rights in the Google Cloud console."
    return switch status {
    case 429: "Wait, or add another account."
    case 401: keyAdvice ?? "Sign in again, or replace the credentials."
    case 400...403: keyAdvice ?? rights
    case 500...: "Google has trouble: try again in a minute."
    default: rights
    }
  }

  /// What helps an account whose key is refused; nil for one without a key.
  private func keyAdvice(_ account: Account) -> String? {
    guard hasKey(account) else { return nil }
    let advice = "Check upstream_api_key, or replace it"
    return account.kind == .aiStudio ? "\(advice): https://aistudio.google.com/apikey" : "\(advice)."
  }

  private func credential(of account: Account) async throws(ProxyStartError) -> UpstreamCredential {
    do throws(AccountError) {
      let found = try await account.credential()
      return UpstreamCredential(
        account: found.account, service: found.service, proof: found.proof, proxies: found.proxies)
    } catch {
      throw .configuration(Self.words(error))
    }
  }

  private static func words(_ error: AccountError) -> String {
    switch error {
    case .notReady(let status): "the account is not ready (\(status.code))"
    case .token(let error): "\(error)"
    case .cancelled: "cancelled"
    }
  }

  private func answer(
    to request: TransportRequest, through proxies: OutboundProxies
  ) async throws(ProxyStartError) -> Answer {
    do throws(TransportError) {
      return try await Self.answer(to: try await transport.stream(request, through: proxies))
    } catch {
      throw .transport(error)
    }
  }
}
