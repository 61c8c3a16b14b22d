internal import Logging
internal import Server
internal import Transport

extension MediaFetcher {
  /// Nil where nothing is to be fetched, or only through a proxy and there is none.
  init?(_ configuration: ProxyConfiguration, transport: any UpstreamTransport, logger: Logger) {
    var policy = MediaPolicy()
    policy.maximumBytes = configuration.fetchMediaMaxBytes
    policy.maximumRequestBytes = max(configuration.maxBodyBytes, configuration.fetchMediaMaxBytes)
    policy.userAgent = configuration.userAgent.isEmpty ? "gemini-proxy/\(GeminiProxy.version)" : configuration.userAgent
    switch configuration.fetchMedia {
    case .off: return nil
    case .public: break
    case .proxy:
      guard let proxy = configuration.proxyURLs.first else { return nil }
      policy.proxy = proxy
    }
    self.init(transport: transport, policy: policy, logger: logger)
  }
}
