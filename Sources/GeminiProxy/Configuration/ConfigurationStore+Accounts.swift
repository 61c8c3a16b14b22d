package import OAuth

extension ConfigurationStore: AccountStore {
  package func save(_ changes: @escaping @Sendable () -> [AccountChange]) async {
    await record { () -> [ConfigurationChange] in
      changes().map { change in
        switch change {
        case .token(let token, let account): .token(token, account: account)
        case .project(let project, let account): .project(project, account: account)
        }
      }
    }
  }
}

extension ProxyConfiguration {
  /// The accounts that sign in with Google: the one at the top level, and those of the pool that are not disabled.
  ///
  /// Without any, there is the one at the top level, signed out.
  package var signInAccounts: [StoredAccount] {
    let pool = accounts.filter { $0.apiMode == .codeAssist && !$0.disabled }.map { account in
      StoredAccount(
        name: account.name, token: OAuthToken(tokenFile: account.tokenFile.exposed), project: account.projectID)
    }
    let token = OAuthToken(tokenFile: tokenFile.exposed)
    guard apiMode == .codeAssist, token != nil || accounts.isEmpty else { return pool }
    return [StoredAccount(name: SignInService.defaultAccount, token: token, project: projectID)] + pool
  }
}
