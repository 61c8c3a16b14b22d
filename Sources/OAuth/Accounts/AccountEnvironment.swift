package import Transport

/// What accounts work with; the same for all of them.
package struct AccountEnvironment: Sendable {
  package var tokens: TokenEndpoint
  package var discovery: DiscoveryDriver
  package var userInfo: UserInfo
  package var quota: QuotaCall
  package var models: ModelListCall
  package var clock: OAuthClock
  package var entropy: Entropy
  package var store: any AccountStore
  /// Reads a file of credentials, bounded and away from the event loops.
  package var readFile: CredentialFile.Reader
  /// Does what must not end with the request that asked for it.
  package let background = BackgroundWork()
  /// Counts the renewals of access tokens.
  package let renewals = RenewalCounts()
  /// Suspends for a time; throws where the task is cancelled.
  package var sleep: @Sendable (Duration) async throws(CancellationError) -> Void

  package init(
    google: GoogleClient, client: InstalledAppClient, endpoints: GoogleEndpoints, store: any AccountStore,
    clock: OAuthClock = .system, entropy: Entropy = .system,
    readFile: @escaping CredentialFile.Reader = { _ in .failure(CredentialFileProblem("files are not read here")) },
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
  ) {
    tokens = TokenEndpoint(google: google, client: client, endpoints: endpoints, clock: clock)
    discovery = DiscoveryDriver(google: google, endpoints: endpoints)
    userInfo = UserInfo(google: google, endpoints: endpoints)
    quota = QuotaCall(google: google, endpoints: endpoints)
    models = ModelListCall(google: google, endpoints: endpoints)
    self.clock = clock
    self.entropy = entropy
    self.store = store
    self.readFile = readFile
    self.sleep = sleep
  }

  /// The ways out that everything takes.
  var proxies: OutboundProxies { tokens.google.proxies }

  /// The same with a proxy of its own; empty for none.
  func through(proxy url: String) -> AccountEnvironment {
    guard !url.isEmpty else { return self }
    let proxies = OutboundProxies([url])
    var environment = self
    environment.tokens.google.proxies = proxies
    environment.discovery.google.proxies = proxies
    environment.userInfo.google.proxies = proxies
    environment.quota.google.proxies = proxies
    environment.models.google.proxies = proxies
    return environment
  }
}
