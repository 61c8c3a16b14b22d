internal import Logging
internal import OAuth
internal import Server
internal import Translation

extension Upstream {
  /// The Code Assist service with the token that the configuration holds.
  init(_ configuration: ProxyConfiguration, _ logger: Logger) throws(ProxyStartError) {
    let endpoint = configuration.codeAssistEndpoint
    guard endpoint.hasPrefix("https://") || Self.isLoopback(endpoint) else {
      throw .configuration("code_assist_endpoint must begin with https:// (http:// is for loopback only)")
    }
    let answer: Result<String, ProxyFailure>
    if configuration.tokenFile.isEmpty {
      answer = .failure(
        ProxyFailure(.overloaded, message: "The proxy has no Google sign-in yet: set token_file in config.json."))
    } else if let token = OAuthToken(tokenFile: configuration.tokenFile.exposed) {
      answer = .success(token.accessToken.exposed)
    } else {
      throw .configuration("token_file must be the base64 of a token's JSON")
    }
    self.init(
      endpoint: endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint,
      project: configuration.projectID.isEmpty ? nil : configuration.projectID,
      userAgent: "gemini-proxy/\(GeminiProxy.version)",
      silenceTimeout: .seconds(configuration.timeoutSeconds),
      connectTimeout: .seconds(configuration.connectTimeoutSeconds)
    ) { answer }
  }

  private static func isLoopback(_ url: String) -> Bool {
    guard url.hasPrefix("http://") else { return false }
    let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
    guard !authority.contains("@") else { return false }
    let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    return ["localhost", "127.0.0.1", "[::1]"].contains(String(host))
  }
}
