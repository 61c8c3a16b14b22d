internal import OAuth
internal import Server

extension ConfigurationReader {
  /// Reads every key.
  mutating func read(into configuration: inout ProxyConfiguration, environment: [String: String]) {
    readListening(into: &configuration)
    readUpstream(into: &configuration, environment: environment)
    readPolicies(into: &configuration)
    readLimits(into: &configuration)
    readEndpoints(into: &configuration)
  }

  private mutating func readListening(into configuration: inout ProxyConfiguration) {
    text(.host, allowed: "a host name, an address or \"unix:/path\"", into: &configuration.host) {
      $0.hasPrefix("unix:") ? $0.utf8.count > 5 : !$0.isEmpty && !$0.contains(where: { " /".contains($0) })
    }
    integer(.port, 0...65535, into: &configuration.port)
    text(.clientID, allowed: "letters, digits and ._~-, at most 128", into: &configuration.clientID) {
      $0.utf8.count <= 128 && $0.utf8.allSatisfy(Self.isUnreserved)
    }
    var redirect = ""
    text(.redirectURL, allowed: "an http or https URL without a query", into: &redirect) {
      URLParts($0).map { $0.query == nil } ?? false
    }
    configuration.redirectURL = redirect.isEmpty ? nil : Self.withoutSlash(redirect)
    readClientKeys(into: &configuration.apiKeys)
    boolean(.enableCORS, into: &configuration.enableCORS)
    texts(
      .corsOrigins, allowed: "an origin such as \"https://example.com\", or \"*\"", into: &configuration.corsOrigins)
    texts(.allowedHosts, allowed: "a host name", into: &configuration.allowedHosts) { !$0.isEmpty }
    texts(
      .trustedProxies, allowed: "an address or a network such as \"10.0.0.0/8\"", into: &configuration.trustedProxies
    ) { IPNetwork($0) != nil }
  }

  private mutating func readUpstream(into configuration: inout ProxyConfiguration, environment: [String: String]) {
    choice(.apiMode, into: &configuration.apiMode)
    text(.projectID, allowed: Self.allowedProject, into: &configuration.projectID, where: Self.isProject)
    text(.location, allowed: Self.allowedLocation, into: &configuration.location, where: Self.isLocation)
    readToken(into: &configuration.tokenFile)
    secret(.upstreamAPIKey, into: &configuration.upstreamAPIKey)
    text(.serviceAccountFile, allowed: "the path of a file", into: &configuration.serviceAccountFile)
    readAmbientCredentials(into: &configuration, environment: environment)
    readAccounts(into: &configuration, environment: environment)
    choice(.accountStrategy, into: &configuration.accountStrategy)
    texts(
      .proxyURLs, allowed: Self.allowedProxy, into: &configuration.proxyURLs, where: Self.isProxy)
    choice(.upstreamHTTPVersion, into: &configuration.upstreamHTTPVersion)
    text(.userAgent, allowed: "printable text", into: &configuration.userAgent)
    readAliases(into: &configuration.modelAliases)
    readFallbacks(into: &configuration.modelFallbacks)
  }

  private mutating func readPolicies(into configuration: inout ProxyConfiguration) {
    integer(.timeoutSeconds, 0...86_400, into: &configuration.timeoutSeconds)
    if configuration.timeoutSeconds == 0 { configuration.timeoutSeconds = 300 }
    if configuration.timeoutSeconds < 60 {
      warn(.timeoutSeconds, "\(configuration.timeoutSeconds) s is short: a thinking model may be silent for longer")
    }
    integer(.connectTimeoutSeconds, 1...3600, into: &configuration.connectTimeoutSeconds)
    integer(.maxRetries, 0...100, into: &configuration.maxRetries)
    integer(.retryWaitSeconds, 0...3600, into: &configuration.retryWaitSeconds)
    text(.systemPromptFile, allowed: "the path of a file", into: &configuration.systemPromptFile)
    choice(.systemPromptMode, into: &configuration.systemPromptMode)
    choice(.logLevel, synonyms: ["warn": .warning], into: &configuration.logLevel)
    choice(.logFormat, into: &configuration.logFormat)
    integer(.keepaliveSeconds, 0...3600, into: &configuration.keepaliveSeconds)
    integer(.drainSeconds, 0...86_400, into: &configuration.drainSeconds)
    choice(.fetchMedia, into: &configuration.fetchMedia)
  }

  private mutating func readLimits(into configuration: inout ProxyConfiguration) {
    integer(.maxBodyBytes, 1024...Int.max, into: &configuration.maxBodyBytes)
    integer(.maxBufferedBytes, 1_048_576...Int.max, into: &configuration.maxBufferedBytes)
    integer(.maxUpstreamBodyBytes, 1024...Int.max, into: &configuration.maxUpstreamBodyBytes)
    integer(.maxConcurrentRequests, 1...1_000_000, into: &configuration.maxConcurrentRequests)
    integer(.maxConnections, 1...10_000_000, into: &configuration.maxConnections)
    integer(.reactors, 1...256, into: &configuration.reactors)
    integer(.fetchMediaMaxBytes, 1024...Int.max, into: &configuration.fetchMediaMaxBytes)
  }

  private mutating func readEndpoints(into configuration: inout ProxyConfiguration) {
    endpoint(.codeAssistEndpoint, base: true, into: &configuration.codeAssistEndpoint)
    endpoint(.aiStudioEndpoint, base: true, into: &configuration.aiStudioEndpoint)
    endpoint(.vertexAIEndpoint, base: true, into: &configuration.vertexAIEndpoint)
    endpoint(.oauthAuthorizeURL, base: false, into: &configuration.oauthAuthorizeURL)
    endpoint(.oauthTokenURL, base: false, into: &configuration.oauthTokenURL)
    endpoint(.oauthUserInfoURL, base: false, into: &configuration.oauthUserInfoURL)
    endpoint(.oauthRevokeURL, base: false, into: &configuration.oauthRevokeURL)
    endpoint(.resourceManagerEndpoint, base: true, into: &configuration.resourceManagerEndpoint)
    text(.oauthClientID, allowed: "an OAuth client id", into: &configuration.oauthClientID)
    secret(.oauthClientSecret, into: &configuration.oauthClientSecret)
  }

  /// Tokens leave through these addresses, so plain `http` is for this machine only.
  private mutating func endpoint(_ key: ConfigurationKey, base: Bool, into target: inout String) {
    let shape = base ? "scheme, host and port of" : "the address of"
    text(key, allowed: "\(shape) an https URL (http to this machine only)", into: &target) {
      guard let parts = URLParts($0), parts.query == nil, !base || parts.path.isEmpty || parts.path == "/" else {
        return false
      }
      return parts.scheme == "https" || parts.isLoopback
    }
    if base { target = Self.withoutSlash(target) }
  }

  private mutating func readAliases(into target: inout [ModelAlias]) {
    guard let value = take(.modelAliases) else { return }
    let allowed = "an object of model names, such as {\"gpt-4o\":\"gemini-2.5-flash\"}"
    guard let members = value.members else { return refuse(.modelAliases, value, allowed: allowed) }
    var list: [ModelAlias] = []
    for (pattern, value) in members {
      guard let model = value.string, !model.isEmpty, !pattern.isEmpty, Self.isPrintable(model) else {
        refuse(.modelAliases, value, allowed: "a model name", path: "model_aliases.\(pattern)")
        continue
      }
      list.removeAll { $0.pattern == pattern }
      list.append(ModelAlias(pattern: pattern, model: model))
    }
    target = list
  }

  private mutating func readFallbacks(into target: inout [ModelFallback]) {
    guard let value = take(.modelFallbacks) else { return }
    let allowed = "an object of lists, such as {\"gemini-2.5-pro\":[\"gemini-2.5-flash\"]}"
    guard let members = value.members else { return refuse(.modelFallbacks, value, allowed: allowed) }
    var list: [ModelFallback] = []
    for (model, value) in members {
      let substitutes = value.elements?.map { $0.string ?? "" }
      guard let substitutes, !model.isEmpty, !substitutes.contains("") else {
        refuse(.modelFallbacks, value, allowed: "a list of model names", path: "model_fallbacks.\(model)")
        continue
      }
      list.removeAll { $0.model == model }
      list.append(ModelFallback(model: model, substitutes: substitutes))
    }
    target = list
  }
}
