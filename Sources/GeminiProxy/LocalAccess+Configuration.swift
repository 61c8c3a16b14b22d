internal import OAuth
internal import Server

extension LocalAccess {
  /// `address` is the one really listened on.
  init(_ configuration: ProxyConfiguration, listeningOn address: ListenAddress) {
    let listener: Listener =
      switch address {
      case .unix: .unixSocket
      case .tcp(let host, _): URLParts.isLoopback(host: host) ? .loopback : .network
      }
    self.init(listener: listener, allowedHosts: configuration.allowedHosts)
  }
}
