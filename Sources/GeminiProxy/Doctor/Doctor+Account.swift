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
    let finding = finding(status, account)
    guard finding.verdict != .failed else { return [finding] }
    return [finding, await checkAPI(account, signIn)]
  }

  private func finding(_ status: AccountStatus, _ account: Account) -> DoctorFinding {
    func failed(_ check: String, _ message: String, _ advice: String) -> DoctorFinding {
      DoctorFinding(check, account: account.name, .failed, message, advice: advice)
    }
    let isDefault = account.name == SignInService.defaultAccount
    let login = "Run: gemini-proxy login \(path)\(isDefault ? "" : " --account \(account.name)")"
    switch status {
    case .signedOut(let reason): return failed("token", reason ?? "nobody is signed in", login)
    case .projectRequired(let advice): return failed("project", "Google wants a project of the account's owner", advice)
    case .refused(let reason, let link): return failed("tier", reason, link.map { "See \($0)" } ?? Self.licenceAdvice)
    case .credentialMissing(let reason): return failed("credential", reason, "Correct it in \(path).")
    case .unavailable(let reason): return failed("token", reason, "Try again in a minute.")
    case .settingUp, .unknown:
      return DoctorFinding(
        "tier", account: account.name, .warning, "Google is still setting the account up",
        advice: "Try again in a minute.")
    case .ready(let project, let tier):
      let words = [tier.id.isEmpty ? nil : "tier \(tier.id)", project.isEmpty ? nil : "project \(project)"]
      let told = words.compactMap { $0 }.joined(separator: ", ")
      return DoctorFinding("tier", account: account.name, .ok, told.isEmpty ? "the credential is there" : told)
    }
  }

  private static let licenceAdvice =
    "Sign in with an account that has a licence for Gemini Code Assist, or use a Gemini API key."

  private func checkAPI(_ account: Account, _ signIn: SignInService) async -> DoctorFinding {
    func failed(_ check: String, _ message: String, _ advice: String) -> DoctorFinding {
      DoctorFinding(check, account: account.name, .failed, message, advice: advice)
    }
    do throws(ProxyStartError) {
      let upstream = try Upstream(configuration, credentials: AccountCredentials(signIn))
      let credential = try await credential(of: account)
      guard var request = await upstream.probe(Self.model, as: credential) else { return failed("api", "no model", "") }
      request.silenceTimeout = Self.patience
      let response = try await answer(to: request, through: credential.proxies)
      guard response.status != 200 else {
        return DoctorFinding("api", account: account.name, .ok, "Google counts tokens for \(Self.model)")
      }
      let failure = GoogleFailure(httpStatus: response.status, body: response.body)
      let link = failure.link.flatMap { GoogleLink.trusted($0) }
      let check = response.status == 429 ? "quota" : "api"
      return failed(check, failure.message, link.map { "See \($0)" } ?? Self.advice(response.status))
    } catch {
      return failed("api", "\(error)", "Try again in a minute.")
    }
  }

  /// What helps where Google's answer names no way out.
  private static func advice(_ status: Int) -> String {
    switch status {
    case 429: "Wait, or add another account."
    case 401: "Sign in again, or replace the key."
    case 500...: "Google has trouble: try again in a minute."
    default: "Check project_id, location and the account's rights in the Google Cloud console."
    }
  }

  private func credential(of account: Account) async throws(ProxyStartError) -> UpstreamCredential {
    do throws(AccountError) {
      let found = try await account.credential()
      return UpstreamCredential(
        account: found.account, service: found.service, proof: found.proof, proxies: found.proxies)
    } catch {
      throw .configuration("\(error)")
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
