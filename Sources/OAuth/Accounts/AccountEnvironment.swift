/// What accounts work with; the same for all of them.
package struct AccountEnvironment: Sendable {
  package var tokens: TokenEndpoint
  package var discovery: DiscoveryDriver
  package var userInfo: UserInfo
  package var clock: OAuthClock
  package var entropy: Entropy
  package var store: any AccountStore
  /// Suspends for a time; throws where the task is cancelled.
  package var sleep: @Sendable (Duration) async throws(CancellationError) -> Void

  package init(
    google: GoogleClient, client: InstalledAppClient, endpoints: GoogleEndpoints, store: any AccountStore,
    clock: OAuthClock = .system, entropy: Entropy = .system,
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
  ) {
    tokens = TokenEndpoint(google: google, client: client, endpoints: endpoints, clock: clock)
    discovery = DiscoveryDriver(google: google, endpoints: endpoints)
    userInfo = UserInfo(google: google, endpoints: endpoints)
    self.clock = clock
    self.entropy = entropy
    self.store = store
    self.sleep = sleep
  }
}
