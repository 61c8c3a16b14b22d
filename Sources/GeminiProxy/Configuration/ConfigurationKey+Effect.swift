extension ConfigurationKey {
  /// When a changed value takes effect in a proxy that runs.
  enum Effect {
    /// `GeminiProxy.apply` takes it over; the log level, whoever owns the log.
    case atReload
    /// The value in use stays; `differs` compares it with the one that was read.
    case atRestart(differs: (_ inUse: ProxyConfiguration, _ read: ProxyConfiguration) -> Bool)
  }

  var effect: Effect {
    switch self {
    case .apiKeys, .apiMode, .projectID, .location, .tokenFile, .upstreamAPIKey, .serviceAccountFile, .accounts,
      .accountStrategy, .proxyURLs, .maxRetries, .retryWaitSeconds, .modelAliases, .modelFallbacks, .systemPromptFile,
      .systemPromptMode, .logLevel, .enableCORS, .corsOrigins, .trustedProxies, .keepaliveSeconds, .maxBodyBytes,
      .maxBufferedBytes, .maxUpstreamBodyBytes, .maxConcurrentRequests, .maxConnections, .fetchMedia,
      .fetchMediaMaxBytes:
      .atReload
    case .host: .atRestart(differs: by(\.host))
    case .port: .atRestart(differs: by(\.port))
    // An empty one stands for the one that was made up.
    case .clientID: .atRestart(differs: { !$1.clientID.isEmpty && $0.clientID != $1.clientID })
    case .redirectURL: .atRestart(differs: by(\.ownRedirectURL))
    case .timeoutSeconds: .atRestart(differs: by(\.timeoutSeconds))
    case .connectTimeoutSeconds: .atRestart(differs: by(\.connectTimeoutSeconds))
    case .upstreamHTTPVersion: .atRestart(differs: by(\.upstreamHTTPVersion))
    case .userAgent: .atRestart(differs: by(\.userAgent))
    case .logFormat: .atRestart(differs: by(\.logFormat))
    case .allowedHosts: .atRestart(differs: by(\.allowedHosts))
    case .drainSeconds: .atRestart(differs: by(\.drainSeconds))
    case .reactors: .atRestart(differs: by(\.reactors))
    case .codeAssistEndpoint: .atRestart(differs: by(\.codeAssistEndpoint))
    case .aiStudioEndpoint: .atRestart(differs: by(\.aiStudioEndpoint))
    case .vertexAIEndpoint: .atRestart(differs: by(\.vertexAIEndpoint))
    case .oauthAuthorizeURL: .atRestart(differs: by(\.oauthAuthorizeURL))
    case .oauthTokenURL: .atRestart(differs: by(\.oauthTokenURL))
    case .oauthUserInfoURL: .atRestart(differs: by(\.oauthUserInfoURL))
    case .oauthRevokeURL: .atRestart(differs: by(\.oauthRevokeURL))
    case .resourceManagerEndpoint: .atRestart(differs: by(\.resourceManagerEndpoint))
    case .oauthClientID: .atRestart(differs: by(\.oauthClientID))
    case .oauthClientSecret: .atRestart(differs: by(\.oauthClientSecret))
    }
  }

  private func by(
    _ value: KeyPath<ProxyConfiguration, some Equatable>
  ) -> (ProxyConfiguration, ProxyConfiguration) -> Bool {
    { $0[keyPath: value] != $1[keyPath: value] }
  }
}

extension ProxyConfiguration {
  /// The keys of `other` that a proxy started with this configuration does not take over while it runs.
  func keysNeedingRestart(for other: ProxyConfiguration) -> [ConfigurationKey] {
    ConfigurationKey.allCases.filter { key in
      switch key.effect {
      case .atReload: false
      case .atRestart(let differs): differs(self, other)
      }
    }
  }
}
