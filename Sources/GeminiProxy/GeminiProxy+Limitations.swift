extension GeminiProxy {
  /// What the configuration asks for and this version does not do, in words for the operator.
  package static func limitations(of configuration: ProxyConfiguration) -> [String] {
    var found: [String] = []
    let hasLimits = configuration.apiKeys.contains {
      $0.requestsPerMinute != nil || $0.tokensPerDay != nil
    }
    if hasLimits { found.append("api_keys: rates of a key are not enforced by this version") }
    if configuration.fetchMedia == .proxy, configuration.proxyURLs.isEmpty {
      found.append("fetch_media is proxy and proxy_urls is empty: media named by address are refused")
    }
    return found
  }
}
