package import OAuth
internal import Translation
package import Transport

/// Asks Google about every account, for somebody who wants to see them.
package struct AccountSurvey: Sendable {
  /// So many are asked about at a time.
  private static let hands = 8

  let signIn: SignInService
  let deadline: Duration
  let clock: OAuthClock

  /// Nothing that is learned is stored. `deadline` is how long Google may take for each account.
  package init(
    _ configuration: ProxyConfiguration, transport: any UpstreamTransport, deadline: Duration = .seconds(20),
    clock: OAuthClock = .system
  ) {
    signIn = SignInService(configuration, transport: transport, port: configuration.port, store: NoAccountStore())
    self.deadline = deadline
    self.clock = clock
  }

  /// The number of accounts.
  package var count: Int { signIn.accounts.count }

  /// What there is to say of each account, in the order of the configuration; `progress` is told how many are done.
  package func run(_ progress: (Int) -> Void) async -> [AccountReport] {
    let accounts = signIn.accounts
    var reports: [Int: AccountReport] = [:]
    await withTaskGroup(of: (Int, AccountReport).self) { group in
      var waiting = accounts.enumerated().makeIterator()
      func begin() {
        guard let (position, account) = waiting.next() else { return }
        group.addTask { (position, await report(on: account)) }
      }
      for _ in 0..<Self.hands { begin() }
      while let (position, report) = await group.next() {
        reports[position] = report
        progress(reports.count)
        begin()
      }
    }
    return accounts.indices.compactMap { reports[$0] }
  }

  private func report(on account: Account) async -> AccountReport {
    let quota: Result<QuotaView, UpkeepFailure>? = await withTaskGroup(of: Result<QuotaView, UpkeepFailure>?.self) {
      group in
      group.addTask { await ask(about: account) }
      group.addTask {
        guard (try? await Task.sleep(for: deadline)) != nil else { return nil }
        return .failure(.tooLate)
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    return describe(account, quota)
  }

  /// Nil where there are no quotas to be asked for.
  private func ask(about account: Account) async -> Result<QuotaView, UpkeepFailure>? {
    _ = await account.prepare()
    guard case .ready = account.status, account.signsIn else { return nil }
    _ = await account.identify()
    return account.kind == .codeAssist ? await account.askQuota() : nil
  }

  private func describe(_ account: Account, _ quota: Result<QuotaView, UpkeepFailure>?) -> AccountReport {
    var report = AccountReport(name: account.name, kind: account.kind, state: account.status.code)
    report.email = account.email
    report.project = account.project
    let token = account.tokens.current
    report.tokenExpiry = token.flatMap { $0.accessToken.isEmpty ? nil : $0.expiry }
    switch account.status {
    case .ready(let project, let tier):
      report.project = project
      report.tier = tier.id
    case .signedOut(let reason): report.problem = reason ?? "nobody is signed in"
    case .unknown: report.problem = UpkeepFailure.tooLate.reason
    case .settingUp: report.problem = "Google is still setting the account up"
    case .projectRequired(let reason), .credentialMissing(let reason), .unavailable(let reason):
      report.problem = reason
    case .refused(let reason, let link): report.problem = reason + (link.map { " See \($0)" } ?? "")
    }
    switch quota {
    case .success(let view)?: report.quota = view
    case .failure(let failure)? where report.problem == nil: report.quotaProblem = failure.reason
    case .failure?, nil: break
    }
    return report
  }
}
