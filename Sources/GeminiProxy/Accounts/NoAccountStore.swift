internal import OAuth

/// For embedders who keep no file: what is learned lasts as long as the proxy.
struct NoAccountStore: AccountStore {
  func save(_: @escaping @Sendable () -> [AccountChange]) async {}
  func renewing<Value: Sendable>(_: String, _ body: @Sendable (OAuthToken?) async -> Value) async -> Value {
    await body(nil)
  }
  func removeBackups() async {}
}
