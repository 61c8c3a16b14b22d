extension GeminiProxy {
  /// What the configuration asks for and this version does not do, in words for the operator.
  package static func limitations(of configuration: ProxyConfiguration) -> [String] {
    var found: [String] = []
    if configuration.fetchMedia == .proxy, configuration.proxyURLs.isEmpty {
      found.append("fetch_media is proxy and proxy_urls is empty: media named by address are refused")
    }
    return found
  }
}
