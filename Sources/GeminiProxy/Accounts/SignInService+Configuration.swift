package import OAuth
internal import Server
package import Transport

extension SignInService {
  /// The accounts of a configuration that sign in with Google.
  ///
  /// `port` is the one really listened on; `store` keeps what is learned.
  package convenience init(
    _ configuration: ProxyConfiguration, transport: any UpstreamTransport, port: Int, store: any AccountStore
  ) {
    let google = GoogleClient(
      transport: transport, userAgent: configuration.effectiveUserAgent,
      proxies: OutboundProxies(configuration.proxyURLs), connectTimeout: .seconds(configuration.connectTimeoutSeconds))
    let environment = AccountEnvironment(
      google: google, client: configuration.oauthClient, endpoints: configuration.googleEndpoints, store: store,
      readFile: { path in await Self.read(path) }
    ) { duration throws(CancellationError) in
      do {
        // Between two looks at a sign-up that takes Google minutes; no reactor of its own is known here.
        try await Task.sleep(for: duration)
      } catch {
        throw CancellationError()
      }
    }
    self.init(
      accounts: configuration.storedAccounts, installation: configuration.clientID,
      redirect: configuration.redirectPlan(port: port), environment: environment)
  }

  /// Longer files hold no credentials.
  private static let longestCredentialFile = 64 * 1024

  private static func read(_ path: String) async -> Result<[UInt8], CredentialFileProblem> {
    await BlockingExecutor.shared.run {
      StateFileSystem.read(path, limit: longestCredentialFile).mapError { CredentialFileProblem("\($0)") }
    }
  }
}

extension ProxyConfiguration {
  /// The name we give ourselves towards Google.
  var effectiveUserAgent: String { userAgent.isEmpty ? "gemini-proxy/\(GeminiProxy.version)" : userAgent }

  /// Where Google sends browsers back to.
  package func redirectPlan(port: Int) -> RedirectPlan {
    // A Unix socket has no port: the documented one stands for whatever forwards to it.
    let port = port == 0 ? 8081 : port
    return RedirectPlan(configured: ownRedirectURL ?? reachableBase(port: port), port: port, client: oauthClient)
  }

  /// Nil for the default, which the first start writes down: whoever changes the port later does not mean the old one.
  var ownRedirectURL: String? { redirectURL == "http://localhost:8081" ? nil : redirectURL }

  /// Nil where `localhost` reaches the listener; else its own address.
  private func reachableBase(port: Int) -> String? {
    let isEverywhere = ["0.0.0.0", "::", "", "localhost"].contains(host) || host.hasPrefix("unix:")
    guard !isEverywhere, !URLParts.isLoopback(host: host) else { return nil }
    return host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
  }
}
