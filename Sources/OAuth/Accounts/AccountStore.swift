/// Where accounts are kept between runs.
package protocol AccountStore: Sendable {
  /// Stores changes; they are asked for when the store is locked, so that the last save holds the latest.
  func save(_ changes: @escaping @Sendable () -> [AccountChange]) async
  /// Runs `body` while no other process that shares the store renews the account's token; `body` gets the token that is
  /// stored now, nil where there is none or nothing is stored.
  func renewing<Value: Sendable>(
    _ account: String, _ body: @Sendable (OAuthToken?) async -> Value
  ) async -> Value
  /// Forgets older versions, which hold tokens.
  func removeBackups() async
}
