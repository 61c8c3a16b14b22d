/// Where a configuration is kept between runs, and where the proxy puts what it learns.
///
/// `FileConfigurationStore` keeps `config.json`, `InMemoryConfigurationStore` what need not outlive the process; conform
/// a type of your own for a database. Called off the event loops; an error is told in the log and the proxy goes on.
public protocol ConfigurationStore: Sendable {
  /// The configuration as it is stored at this moment.
  ///
  /// Called at the start, and before a token is renewed: another process that shares the store may have done that.
  func load() async throws -> ProxyConfiguration

  /// Reads the configuration, lets `change` change it and stores the result: as one step, so that no change is lost.
  ///
  /// `change` touches only what is learned: `clientID`, `tokenFile`, `projectID`, and those two in `accounts`, where a
  /// new account may be added. An empty `tokenFile` means that somebody signed out: keep no older one.
  func update(_ change: @escaping @Sendable (inout ProxyConfiguration) -> Void) async throws
}
