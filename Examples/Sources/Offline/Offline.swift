import GeminiProxy

/// What lets these examples run without an account; a program of yours has no use for it.
extension ProxyConfiguration {
  /// Sends everything that would go to Google to the address behind `--google`, if there is one.
  public func offline(_ arguments: [String]) -> ProxyConfiguration {
    guard let option = arguments.firstIndex(of: "--google"), option + 1 < arguments.count else { return self }
    let google = arguments[option + 1]
    var configuration = self
    configuration.codeAssistEndpoint = google
    configuration.resourceManagerEndpoint = google
    configuration.oauthAuthorizeURL = google + "/o/oauth2/v2/auth"
    configuration.oauthTokenURL = google + "/token"
    configuration.oauthUserInfoURL = google + "/oauth2/v2/userinfo"
    configuration.oauthRevokeURL = google + "/revoke"
    return configuration
  }
}

/// The same for a configuration that another store holds.
public struct OfflineStore: ConfigurationStore {
  private let store: any ConfigurationStore
  private let arguments: [String]

  /// Adds the address to what `store` loads.
  public init(_ store: any ConfigurationStore, _ arguments: [String]) {
    self.store = store
    self.arguments = arguments
  }

  /// What the store holds, with the address.
  public func load() async throws -> ProxyConfiguration { try await store.load().offline(arguments) }

  /// Passed on.
  public func update(_ change: @escaping @Sendable (inout ProxyConfiguration) -> Void) async throws {
    try await store.update(change)
  }
}
