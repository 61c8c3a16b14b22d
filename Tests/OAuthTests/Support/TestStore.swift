import Transport

@testable import OAuth

/// A store that only remembers.
final class TestStore: AccountStore {
  private let saved = Lock<[AccountChange]>([])
  private let removals = Lock(0)

  var changes: [AccountChange] { saved.withLock { $0 } }
  var backupRemovals: Int { removals.withLock { $0 } }

  func save(_ changes: @escaping @Sendable () -> [AccountChange]) async { saved.withLock { $0 += changes() } }
  func renewing<Value: Sendable>(_: String, _ body: @Sendable (OAuthToken?) async -> Value) async -> Value {
    await body(nil)
  }
  func removeBackups() async { removals.withLock { $0 += 1 } }
}
