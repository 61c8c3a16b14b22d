internal import OAuth

extension ConfigurationReader {
  /// What only several keys together show.
  mutating func check(_ configuration: inout ProxyConfiguration) {
    followPort(&configuration)
    if provenance[.apiKeys] != .standard, configuration.apiKeys.isEmpty, !Self.isLocal(host: configuration.host),
      !problems.contains(where: { $0.severity == .error && $0.key.hasPrefix("api_keys") })
    {
      let reason = "found \"\(configuration.host)\" with no api_keys, allowed: an address of this machine only"
      fail(.host, reason + " such as \"localhost\", or at least one key")
    }
    if let redirect = configuration.redirectURL, let parts = URLParts(redirect), parts.scheme == "http",
      !parts.isLoopback
    {
      warn(.redirectURL, "plain http to another machine shows the sign-in code to everyone on the way; use https")
    }
    checkCredentials(configuration)
    if let twin = configuration.accounts.first(where: { $0.name == Self.topLevelAccount }),
      !configuration.tokenFile.isEmpty || !configuration.upstreamAPIKey.isEmpty
        || !configuration.serviceAccountFile.isEmpty
    {
      fail(.accounts, "the name \"\(twin.name)\" stands for the credential at the top level; choose another")
    }
  }

  /// Keys that are missing or that another one makes useless.
  private mutating func checkCredentials(_ configuration: ProxyConfiguration) {
    let advice = "api_mode ai_studio needs a key: set it, or GEMINI_API_KEY in the environment"
    for (position, account) in configuration.accounts.enumerated() where !account.disabled {
      let path = "accounts[\(position)].upstream_api_key"
      if account.apiMode == .aiStudio, account.upstreamAPIKey.isEmpty { warn(.accounts, advice, path: path) }
      if account.apiMode == .vertexAI, !account.upstreamAPIKey.isEmpty, !account.serviceAccountFile.isEmpty {
        warn(.accounts, "counts; service_account_file beside it does not", path: path)
      }
    }
    if configuration.apiMode == .aiStudio, configuration.upstreamAPIKey.isEmpty, configuration.accounts.isEmpty {
      warn(.upstreamAPIKey, advice)
    }
    if configuration.fetchMedia == .public, !configuration.proxyURLs.isEmpty, provenance[.fetchMedia] != .standard {
      warn(.fetchMedia, "with proxy_urls nothing goes out directly: media are fetched through the proxies")
    }
  }

  static let topLevelAccount = "default"

  /// Whether only this machine can connect to `host`.
  static func isLocal(host: String) -> Bool {
    if host.hasPrefix("unix:") { return true }
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    return URLParts.isLoopback(host: bare)
  }

  /// A `redirect_url` that only repeats the file's own port, as the first start writes it, moves with the port.
  private mutating func followPort(_ configuration: inout ProxyConfiguration) {
    guard let redirect = configuration.redirectURL, let parts = URLParts(redirect), parts.host == "localhost",
      parts.scheme == "http", parts.path.isEmpty, let named = parts.port, named != configuration.port
    else { return }
    let filePort = layers.first { $0.source == .file }?.values["port"]?.integer ?? 8081
    if provenance[.redirectURL] == .file, named == filePort {
      configuration.redirectURL = nil
    } else if configuration.port != 0 {
      let conflict = "names port \(named) while the program listens on \(configuration.port)"
      warn(.redirectURL, conflict + "; remove it unless something forwards the one to the other")
    }
  }
}
