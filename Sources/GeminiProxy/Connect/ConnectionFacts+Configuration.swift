internal import OAuth
internal import Server
internal import Translation

extension ConnectionFacts {
  /// Why a configuration does not say how to reach its proxy.
  package enum Obstacle: Error, Sendable, Equatable {
    /// It listens where only programs with a special address reach it.
    case unixSocket
    /// The port is chosen when it starts.
    case anyPort
    /// Its keys cannot be told, only recognised.
    case hashedKeys
  }

  /// `url` and `key` replace what the configuration says.
  package init(
    _ configuration: ProxyConfiguration, url: String? = nil, key: String? = nil, model: String? = nil
  ) throws(Obstacle) {
    var base = url ?? ""
    if url == nil {
      if configuration.host.hasPrefix("unix:") { throw .unixSocket }
      guard configuration.port != 0 else { throw .anyPort }
      base = ListenAddress.tcp(host: configuration.host, port: configuration.port).baseURL(port: configuration.port)
    }
    while base.hasSuffix("/") { base.removeLast() }
    if base.hasSuffix("/v1") { base.removeLast("/v1".count) }
    let chosen: String
    if let key { chosen = key } else { chosen = try Self.key(of: configuration) }
    let models = ModelCatalogue.standard.available(onAnyOf: configuration.upstreamKinds).models
    self.init(
      base: base, key: chosen, model: model ?? "gemini-2.5-pro",
      smallModel: model ?? "gemini-2.5-flash", models: models)
  }

  /// A key that is written out, rather one for all models; any text where none is asked for.
  private static func key(of configuration: ProxyConfiguration) throws(Obstacle) -> String {
    guard !configuration.apiKeys.isEmpty else { return "none-needed" }
    let told = configuration.apiKeys.filter { !$0.isHashed }
    guard let key = told.first(where: { $0.models.isEmpty && $0.expires == nil }) ?? told.first else {
      throw .hashedKeys
    }
    return key.key.exposed
  }
}
