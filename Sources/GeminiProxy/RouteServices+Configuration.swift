internal import Server
internal import Translation

extension RouteServices {
  /// Everything that follows from the configuration and may change while the proxy runs.
  mutating func take(_ configuration: ProxyConfiguration) {
    clientKeys = ClientKeys(configuration)
    catalogue = .standard.available(onAnyOf: configuration.upstreamKinds)
    cors = CORSPolicy(configuration)
    modelNames = ModelNames(aliases: configuration.modelAliases.map { ($0.pattern, $0.model) })
    maximumBodyBytes = configuration.maxBodyBytes
    maximumUpstreamBodyBytes = configuration.maxUpstreamBodyBytes
    keepalive = configuration.keepaliveSeconds > 0 ? .seconds(configuration.keepaliveSeconds) : nil
  }
}
