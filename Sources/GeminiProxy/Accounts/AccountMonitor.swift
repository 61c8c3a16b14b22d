internal import Logging
package import OAuth
internal import Transport

/// Keeps the accounts ready and tells, once, what becomes of them.
package final class AccountMonitor: Sendable {
  private static let interval = Duration.seconds(5)

  private let signIn: SignInService
  private let announce: @Sendable (AccountAnnouncement) -> Void
  /// The status of each account as it was told last.
  private let told: Lock<[String: AccountStatus]> = Lock([:])

  /// `onSignIn` is told of an account that somebody has signed in to, or given a project.
  package init(
    _ signIn: SignInService, announce: @escaping @Sendable (AccountAnnouncement) -> Void,
    onSignIn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.signIn = signIn
    self.announce = announce
    signIn.observe { [weak self] event in
      switch event {
      case .signedIn(let result, _), .projectEntered(let result): onSignIn(result.account)
      case .failed: break
      }
      self?.announceChanges()
    }
  }

  /// Looks after the accounts until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      announceChanges()
      await signIn.prepareAccounts()
      announceChanges()
      try? await Task.sleep(for: Self.interval)
    }
  }

  /// Tells what is new, and a fresh link where the one that was told has lapsed.
  package func announceChanges() {
    for account in signIn.accounts {
      let status = account.status
      let before = told.withLock { told in
        // What is about to change is not worth a word.
        if status != .unknown, status != .settingUp { return told.updateValue(status, forKey: account.name) }
        return told[account.name]
      }
      for announcement in announcements(of: account, status, before: before) { announce(announcement) }
    }
  }

  private func announcements(
    of account: Account, _ status: AccountStatus, before: AccountStatus?
  ) -> [AccountAnnouncement] {
    if case .signedOut(let reason) = status { return signInNeeded(account, reason, isNews: status != before) }
    guard status != before else { return [] }
    let name = account.name
    var found: [AccountAnnouncement] = []
    switch status {
    case .signedOut, .unknown, .settingUp: return []
    case .ready(let project, _) where !account.signsIn:
      found.append(.keyReady(account: name, service: account.kind, project: project))
    case .credentialMissing(let advice): found.append(.credentialMissing(account: name, advice: advice))
    case .ready(let project, let tier):
      found.append(.ready(account: name, email: account.email, project: project, tier: tier))
    case .projectRequired(let advice):
      found.append(.projectRequired(account: name, advice: advice, page: signIn.loginLink(for: name)))
    case .refused(let reason, let link):
      found.append(.refused(account: name, reason: reason, link: link, page: signIn.loginLink(for: name)))
    case .unavailable(let reason): found.append(.unavailable(account: name, reason: reason))
    }
    if before == .signedOut(nil) { found.append(.terms(account: name)) }
    return found
  }

  private func signInNeeded(_ account: Account, _ reason: String?, isNews: Bool) -> [AccountAnnouncement] {
    guard let start = signIn.startUpLink(for: account, renewing: isNews) else { return [] }
    let page = signIn.loginLink(for: account.name)
    return [.signInNeeded(account: account.name, page: page, google: start.url, reason: reason)]
  }
}
