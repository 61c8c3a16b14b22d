internal import OAuth

extension LoadedConfiguration {
  /// One line of `config check`.
  public struct ReportLine: Sendable, Hashable {
    /// The key.
    public var key: ConfigurationKey
    /// The value, secrets left out.
    public var value: String
    /// Where it came from.
    public var source: ConfigurationSource
    /// What was set there is not valid, and `value` is the default.
    public var isRefused: Bool
  }

  /// One line an account: how it proves itself, and whether somebody has to sign in first.
  public var accounts: [String] { configuration.storedAccounts.map(\.summary) }

  /// Every key with its value and where that came from.
  public var report: [ReportLine] {
    let refused = Set(errors.map { $0.key.prefix { $0 != "[" && $0 != "." } })
    return ConfigurationKey.allCases.map {
      ReportLine(
        key: $0, value: configuration.shown($0), source: provenance[$0] ?? .standard,
        isRefused: refused.contains($0.rawValue[...]))
    }
  }
}

extension ProxyConfiguration {
  /// The value of a key as people may see it.
  func shown(_ key: ConfigurationKey) -> String {
    switch key {
    case .host: host
    case .port: "\(port)"
    case .clientID: clientID
    case .redirectURL: redirectURL ?? "http://localhost:<port>"
    case .apiKeys: apiKeys.isEmpty ? "(none)" : apiKeys.map(Self.shown).joined(separator: ", ")
    case .apiMode: apiMode.rawValue
    case .projectID: projectID
    case .location: location
    case .tokenFile: "\(tokenFile)"
    case .upstreamAPIKey: "\(upstreamAPIKey)"
    case .serviceAccountFile: serviceAccountFile
    case .accounts: accounts.map { "\($0.name) (\($0.apiMode.rawValue))" }.joined(separator: ", ")
    case .accountStrategy: accountStrategy.rawValue
    case .proxyURLs: proxyURLs.map { Self.redacted(url: $0) }.joined(separator: ", ")
    case .timeoutSeconds: "\(timeoutSeconds)"
    case .connectTimeoutSeconds: "\(connectTimeoutSeconds)"
    case .maxRetries: "\(maxRetries)"
    case .retryWaitSeconds: "\(retryWaitSeconds)"
    case .upstreamHTTPVersion: upstreamHTTPVersion.rawValue
    case .userAgent: userAgent.isEmpty ? "gemini-proxy/<version>" : userAgent
    case .modelAliases: modelAliases.map { "\($0.pattern) = \($0.model)" }.joined(separator: ", ")
    case .modelFallbacks: modelFallbacks.map { "\($0.model): \($0.substitutes)" }.joined(separator: ", ")
    case .systemPromptFile: systemPromptFile
    case .systemPromptMode: systemPromptMode.rawValue
    case .logLevel: logLevel.rawValue
    case .logFormat: logFormat.rawValue
    case .enableCORS: "\(enableCORS)"
    case .corsOrigins: corsOrigins.joined(separator: ", ")
    case .allowedHosts: allowedHosts.joined(separator: ", ")
    case .trustedProxies: trustedProxies.joined(separator: ", ")
    case .keepaliveSeconds: "\(keepaliveSeconds)"
    case .drainSeconds: "\(drainSeconds)"
    case .maxBodyBytes: "\(maxBodyBytes)"
    case .maxBufferedBytes: "\(maxBufferedBytes)"
    case .maxUpstreamBodyBytes: "\(maxUpstreamBodyBytes)"
    case .maxConcurrentRequests: "\(maxConcurrentRequests)"
    case .maxConnections: "\(maxConnections)"
    case .reactors: "\(reactors)"
    case .fetchMedia: fetchMedia.rawValue
    case .fetchMediaMaxBytes: "\(fetchMediaMaxBytes)"
    case .codeAssistEndpoint: codeAssistEndpoint
    case .aiStudioEndpoint: aiStudioEndpoint
    case .vertexAIEndpoint: vertexAIEndpoint.isEmpty ? "by location" : vertexAIEndpoint
    case .oauthAuthorizeURL: oauthAuthorizeURL
    case .oauthTokenURL: oauthTokenURL
    case .oauthUserInfoURL: oauthUserInfoURL
    case .oauthRevokeURL: oauthRevokeURL
    case .resourceManagerEndpoint: resourceManagerEndpoint
    case .oauthClientID: oauthClientID.isEmpty ? "built in" : oauthClientID
    case .oauthClientSecret: oauthClientSecret.isEmpty ? "of the client" : "\(oauthClientSecret)"
    }
  }

  private static func shown(_ key: ClientKey) -> String {
    key.name.isEmpty ? "\(key.prefix)…" : "\(key.name) (\(key.prefix)…)"
  }
}
