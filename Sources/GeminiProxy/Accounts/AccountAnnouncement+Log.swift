package import Logging
internal import OAuth
internal import Translation

extension AccountAnnouncement {
  /// Google's documents on Gemini CLI and Code Assist, in one sentence and what follows from it.
  package static let terms = """
    Google's terms allow signing in with the Gemini CLI client from Gemini CLI only; using it from other software, such \
    as this proxy, may cost you the account. Supported routes: api_mode ai_studio with an API key, or vertex_ai.
    """

  /// Writes it to the log. The tickets in links are meant to be read there.
  package func log(to logger: Logger) {
    switch self {
    case .signInNeeded(let account, let page, _, let reason):
      var metadata: Logger.Metadata = ["account": "\(account)", "sign_in_link": "\(page)"]
      if let reason { metadata["reason"] = "\(reason)" }
      logger.warning("waiting for sign-in", metadata: metadata)
    case .ready(let account, let email, let project, let tier):
      logger.notice(
        "account ready",
        metadata: [
          "account": "\(account)", "email": "\(email ?? "unknown")", "project": "\(project)", "tier": "\(tier.id)",
        ])
    case .keyReady(let account, let service, let project):
      var metadata: Logger.Metadata = ["account": "\(account)", "api_mode": "\(service.rawValue)"]
      if !project.isEmpty { metadata["project"] = "\(project)" }
      logger.notice("account ready", metadata: metadata)
    case .credentialMissing(let account, let advice):
      logger.error("account without credential", metadata: ["account": "\(account)", "advice": "\(advice)"])
    case .projectRequired(let account, let advice, let page):
      logger.warning("project required", metadata: ["account": "\(account)", "advice": "\(advice)", "page": "\(page)"])
    case .refused(let account, let reason, let link, let page):
      var metadata: Logger.Metadata = ["account": "\(account)", "reason": "\(reason)", "sign_in_link": "\(page)"]
      if let link { metadata["link"] = "\(link)" }
      logger.error("Google does not serve this account", metadata: metadata)
    case .unavailable(let account, let reason):
      logger.warning(
        "Google cannot be asked about the account", metadata: ["account": "\(account)", "reason": "\(reason)"])
    case .terms(let account):
      logger.notice("\(Self.terms)", metadata: ["account": "\(account)"])
    }
  }
}
