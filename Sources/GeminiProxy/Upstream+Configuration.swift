internal import Server

extension Upstream {
  /// The Code Assist service where the configuration says it is.
  init(_ configuration: ProxyConfiguration, credentials: any CredentialSource) throws(ProxyStartError) {
    let endpoint = configuration.codeAssistEndpoint
    guard endpoint.hasPrefix("https://") || Self.isLoopback(endpoint) else {
      throw .configuration("code_assist_endpoint must begin with https:// (http:// is for loopback only)")
    }
    self.init(
      endpoint: endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint,
      userAgent: configuration.effectiveUserAgent, silenceTimeout: .seconds(configuration.timeoutSeconds),
      connectTimeout: .seconds(configuration.connectTimeoutSeconds), credentials: credentials)
  }

  private static func isLoopback(_ url: String) -> Bool {
    guard url.hasPrefix("http://") else { return false }
    let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
    guard !authority.contains("@") else { return false }
    let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    return ["localhost", "127.0.0.1", "[::1]"].contains(String(host))
  }
}
