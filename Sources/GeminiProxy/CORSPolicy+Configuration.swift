internal import Server

extension CORSPolicy {
  /// Without client keys every page could use the API, so then none may.
  init(_ configuration: ProxyConfiguration) {
    let isOn = configuration.enableCORS && !configuration.apiKeys.isEmpty
    self.init(origins: isOn ? configuration.corsOrigins : [])
  }
}
