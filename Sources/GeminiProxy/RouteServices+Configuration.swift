internal import OAuth
internal import Server
internal import Translation
internal import Transport

extension RouteServices {
  /// Everything that follows from the configuration and may change while the proxy runs.
  mutating func take(_ configuration: ProxyConfiguration) {
    clientKeys = ClientKeys(configuration)
    let accounts = Set(configuration.storedAccounts.map(\.name))
    models.withLock { $0.keep(accounts: accounts, kinds: configuration.upstreamKinds) }
    cors = CORSPolicy(configuration)
    trustedProxies = TrustedProxies(configuration.trustedProxies)
    mediaFetcher = MediaFetcher(configuration, transport: transport, logger: logger)
    maximumRetries = configuration.maxRetries
    maximumRetryWait = Double(configuration.retryWaitSeconds)
    modelFallbacks = ModelFallbacks(configuration.modelFallbacks.map { ($0.model, $0.substitutes) })
    pool.withLock { pool in
      pool.strategy = configuration.accountStrategy == .fillFirst ? .fillFirst : .roundRobin
      pool.update(configuration.poolAccounts)
    }
    modelNames = ModelNames(aliases: configuration.modelAliases.map { ($0.pattern, $0.model) })
    metrics.use(
      MetricLabels(
        models: configuration.modelAliases.map(\.model)
          + configuration.modelFallbacks.flatMap { [$0.model] + $0.substitutes }))
    maximumBodyBytes = configuration.maxBodyBytes
    maximumUpstreamBodyBytes = configuration.maxUpstreamBodyBytes
    keepalive = configuration.keepaliveSeconds > 0 ? .seconds(configuration.keepaliveSeconds) : nil
  }
}
