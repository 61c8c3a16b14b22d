internal import Transport

/// A configuration that lasts as long as the process.
public final class InMemoryConfigurationStore: ConfigurationStore {
  private let stored: Lock<ProxyConfiguration>

  /// Begins with `configuration`.
  public init(_ configuration: ProxyConfiguration) {
    stored = Lock(configuration)
  }

  /// The configuration with everything learned so far.
  public var configuration: ProxyConfiguration { stored.withLock { $0 } }

  /// The same as `configuration`.
  public func load() async -> ProxyConfiguration { configuration }

  /// Changes it.
  public func update(_ change: @escaping @Sendable (inout ProxyConfiguration) -> Void) async {
    stored.withLock { change(&$0) }
  }
}
