/// Where accounts are kept between runs.
package protocol AccountStore: Sendable {
  /// Stores changes; they are asked for when the store is locked, so that the last save holds the latest.
  func save(_ changes: @escaping @Sendable () -> [AccountChange]) async
  /// Forgets older versions, which hold tokens.
  func removeBackups() async
}
