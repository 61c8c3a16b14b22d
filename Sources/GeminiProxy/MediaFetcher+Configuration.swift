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
    case .proxy where configuration.proxyURLs.isEmpty: return nil
    case .public, .proxy: break
    }
    // With proxies configured nothing goes out directly, whatever else is set.
    if !configuration.proxyURLs.isEmpty { policy.proxies = OutboundProxies(configuration.proxyURLs) }
    self.init(transport: transport, policy: policy, logger: logger)
  }
}
