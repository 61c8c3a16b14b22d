package import OAuth
package import Translation
internal import Transport

extension FileConfigurationStore: AccountStore {
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

extension FileConfigurationStore {
  package func renewing<Value: Sendable>(
    _ account: String, _ body: @Sendable (OAuthToken?) async -> Value
  ) async -> Value {
    // Without a folder nobody else can store anything either.
    guard let folder = stateFolder else { return await body(nil) }
    let (lock, stored) = await BlockingExecutor.shared.run { () -> (RenewalLock?, OAuthToken?) in
      let lock = RenewalLock(folder: folder, account: account)
      return (lock, self.storedToken(of: account))
    }
    let value = await body(stored)
    if let lock { await BlockingExecutor.shared.run { lock.release() } }
    return value
  }
}

extension ProxyConfiguration {
  /// All accounts but the disabled ones: the one at the top level, if it has a credential, then those of the pool.
  ///
  /// Without any, there is the one at the top level, which lacks its credential.
  package var storedAccounts: [StoredAccount] {
    let pool = accounts.filter { !$0.disabled }.map { StoredAccount($0) }
    let top = StoredAccount(topLevelAccount)
    return top.hasCredential || accounts.isEmpty ? [top] + pool : pool
  }

  /// What stands at the top level, as an account like those of the pool.
  var topLevelAccount: AccountConfiguration {
    var account = AccountConfiguration(name: SignInService.defaultAccount, apiMode: apiMode, location: location)
    account.tokenFile = tokenFile
    account.projectID = projectID
    account.upstreamAPIKey = upstreamAPIKey
    account.serviceAccountFile = serviceAccountFile
    return account
  }

  /// The same accounts, as far as choosing among them goes.
  package var poolAccounts: [PoolAccount] {
    let settings = Dictionary(accounts.map { ($0.name, $0) }) { first, _ in first }
    return storedAccounts.map { account in
      let own = settings[account.name]
      return PoolAccount(
        name: account.name, kind: account.kind, priority: own?.priority ?? 0, isDraining: own?.draining ?? false)
    }
  }

  /// The services that the accounts are for.
  package var upstreamKinds: Set<UpstreamKind> { Set(storedAccounts.map(\.kind)) }
}

extension StoredAccount {
  init(_ configuration: AccountConfiguration) {
    self.init(
      name: configuration.name, kind: UpstreamKind(configuration.apiMode),
      token: OAuthToken(tokenFile: configuration.tokenFile.exposed), project: configuration.projectID)
    location = configuration.location
    apiKey = configuration.upstreamAPIKey
    credentialFile = configuration.serviceAccountFile
    proxyURL = configuration.proxyURL
  }

  var hasCredential: Bool {
    switch access {
    case .signIn: token != nil
    case .apiKey(let key): !key.isEmpty
    case .file: true
    }
  }
}
