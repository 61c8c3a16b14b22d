internal import Logging
internal import OAuth
internal import Transport

extension GeminiProxy {
  /// The configuration in use with everything learned so far: client id, tokens, projects, accounts added by `authorize`.
  ///
  /// Keep it, and the next proxy that is made with it needs no sign-in.
  public var configuration: ProxyConfiguration {
    var configuration = given.withLock { $0 }
    for account in signIn.accounts where account.signsIn {
      configuration.apply(.token(account.tokens.current, account: account.name))
      configuration.apply(.project(account.project, account: account.name))
    }
    return configuration
  }

  /// The configuration with an id for this installation: the stored one, else a new one that is stored.
  static func identified(
    _ configuration: ProxyConfiguration, store: (any ConfigurationStore)?, logger: Logger
  ) async -> ProxyConfiguration {
    guard configuration.clientID.isEmpty else { return configuration }
    let identifier = Lock(Entropy.system.uuid())
    do {
      try await store?.update { configuration in
        identifier.withLock {
          // Another process may have been first.
          if configuration.clientID.isEmpty { configuration.clientID = $0 } else { $0 = configuration.clientID }
        }
      }
    } catch {
      logger.error("the client id could not be stored", metadata: ["error": "\(type(of: error))"])
    }
    var configuration = configuration
    configuration.clientID = identifier.withLock { $0 }
    return configuration
  }

  /// Where the accounts keep what is learned about them.
  static func accountStore(_ store: (any ConfigurationStore)?, logger: Logger) -> any AccountStore {
    guard let store else { return NoAccountStore() }
    return store as? FileConfigurationStore ?? LearnedValues(store: store, logger: logger)
  }
}
