internal import OAuth

extension ProxyConfiguration {
  /// Takes over something learned about an account; one that is not there yet is added.
  mutating func apply(_ change: AccountChange) {
    switch change {
    case .token(let token, let account):
      let text = Secret(token?.tokenFile ?? "")
      edit(account, { $0.tokenFile = text }, { $0.tokenFile = text })
    case .project(let project, let account):
      edit(account, { $0.projectID = project }, { $0.projectID = project })
    }
  }

  private mutating func edit(
    _ account: String, _ top: (inout ProxyConfiguration) -> Void, _ pooled: (inout AccountConfiguration) -> Void
  ) {
    if let index = accounts.firstIndex(where: { $0.name == account }) { return pooled(&accounts[index]) }
    if account == SignInService.defaultAccount { return top(&self) }
    var added = AccountConfiguration(name: account)
    pooled(&added)
    accounts.append(added)
  }

  /// What has to be written down to turn this configuration into `changed`, as far as the program learns it.
  func learned(in changed: ProxyConfiguration) -> [ConfigurationChange] {
    var changes: [ConfigurationChange] = []
    if clientID != changed.clientID { changes.append(.clientID(changed.clientID)) }
    func compare(_ old: AccountConfiguration, _ new: AccountConfiguration) {
      if old.tokenFile != new.tokenFile {
        changes.append(.token(OAuthToken(tokenFile: new.tokenFile.exposed), account: new.name))
      }
      if old.projectID != new.projectID { changes.append(.project(new.projectID, account: new.name)) }
    }
    compare(topLevelAccount, changed.topLevelAccount)
    for account in changed.accounts {
      compare(accounts.first { $0.name == account.name } ?? AccountConfiguration(name: account.name), account)
    }
    return changes
  }
}
