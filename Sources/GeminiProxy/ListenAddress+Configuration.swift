internal import OAuth
internal import Server

extension ListenAddress {
  init(_ configuration: ProxyConfiguration) throws(ProxyStartError) {
    if configuration.host.hasPrefix("unix:") {
      self = .unix(path: String(configuration.host.dropFirst("unix:".count)))
    } else {
      self = .tcp(host: configuration.host, port: configuration.port)
    }
    try check(configuration)
  }

  /// Refuses an address beyond this machine where no client needs a key.
  func check(_ configuration: ProxyConfiguration) throws(ProxyStartError) {
    guard configuration.apiKeys.isEmpty, !isLocal else { return }
    throw .configuration(
      "refusing to listen on \(baseURL(port: 0)) without client keys: set \"api_keys\", or \"host\" to localhost")
  }

  private var isLocal: Bool { exposure < 2 }

  /// How many people can reach it: 0 those who may open a file, 1 everybody on this machine, 2 the network.
  var exposure: Int {
    switch self {
    case .unix: 0
    case .tcp(let host, _): URLParts.isLoopback(host: host) ? 1 : 2
    }
  }

  /// The address a person can use: a wildcard becomes `localhost`.
  func baseURL(port: Int) -> String {
    switch self {
    case .unix(let path): "unix:\(path)"
    case .tcp(let host, _):
      switch host {
      case "0.0.0.0", "::", "": "http://localhost:\(port)"
      case _ where host.contains(":"): "http://[\(host)]:\(port)"
      default: "http://\(host):\(port)"
      }
    }
  }
}
