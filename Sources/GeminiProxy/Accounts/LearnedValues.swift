internal import Logging
internal import OAuth

/// Puts what is learned about accounts into an embedder's store.
struct LearnedValues: AccountStore {
  let store: any ConfigurationStore
  let logger: Logger

  func save(_ changes: @escaping @Sendable () -> [AccountChange]) async {
    do {
      try await store.update { configuration in
        for change in changes() { configuration.apply(change) }
      }
    } catch {
      // Only the type: the words of somebody else's error may hold what was to be stored.
      logger.error(
        "what was learned could not be stored, and is lost when this process ends",
        metadata: ["error": "\(type(of: error))"])
    }
  }

  /// A store of this kind has no lock: two processes that share it may both renew, and the later token stays.
  func renewing<Value: Sendable>(
    _ account: String, _ body: @Sendable (OAuthToken?) async -> Value
  ) async -> Value {
    let stored = try? await store.load()
    return await body(stored?.storedAccounts.first { $0.name == account }?.token)
  }

  func removeBackups() async {}
}
