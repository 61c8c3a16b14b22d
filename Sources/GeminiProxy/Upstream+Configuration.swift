internal import OAuth
internal import Server
internal import Translation
internal import Transport

extension Upstream {
  /// Google's services where the configuration says they are.
  init(_ configuration: ProxyConfiguration, credentials: any CredentialSource) throws(ProxyStartError) {
    self.init(
      endpoints: try Self.endpoints(of: configuration), userAgent: configuration.effectiveUserAgent,
      silenceTimeout: .seconds(configuration.timeoutSeconds),
      connectTimeout: .seconds(configuration.connectTimeoutSeconds), credentials: credentials)
    httpVersion = configuration.upstreamHTTPVersion == .http2 ? .http2 : .http1
  }

  private static func endpoints(of configuration: ProxyConfiguration) throws(ProxyStartError) -> [UpstreamKind: String]
  {
    var endpoints: [UpstreamKind: String] = [:]
    for (kind, key, url) in [
      (UpstreamKind.codeAssist, ConfigurationKey.codeAssistEndpoint, configuration.codeAssistEndpoint),
      (.aiStudio, .aiStudioEndpoint, configuration.aiStudioEndpoint),
      (.vertexAI, .vertexAIEndpoint, configuration.vertexAIEndpoint),
    ] where !url.isEmpty {
      // Tokens and keys leave through these addresses.
      guard let parts = URLParts(url), parts.scheme == "https" || parts.isLoopback else {
        throw .configuration("\(key.rawValue) must begin with https:// (http:// is for loopback only)")
      }
      endpoints[kind] = url.hasSuffix("/") ? String(url.dropLast()) : url
    }
    return endpoints
  }
}
