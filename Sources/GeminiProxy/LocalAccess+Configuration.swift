internal import OAuth
internal import Server

extension LocalAccess {
  init(_ configuration: ProxyConfiguration) {
    let host = configuration.host
    let listener: Listener =
      host.hasPrefix("unix:") ? .unixSocket : URLParts.isLoopback(host: host) ? .loopback : .network
    self.init(listener: listener, allowedHosts: configuration.allowedHosts)
  }
}
