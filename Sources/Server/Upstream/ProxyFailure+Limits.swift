internal import Translation

extension ProxyFailure {
  static func bodyTooLarge(limit: Int) -> ProxyFailure {
    ProxyFailure(.requestTooLarge, message: "The request body is longer than \(limit) bytes.")
  }

  /// The bodies of all requests together have reached `max_buffered_bytes`.
  static let noRoom = ProxyFailure(
    .overloaded, message: "The proxy holds as many bytes of requests as it may; try again in a moment.", retryAfter: 1)

  /// What a running request is told when `drain_seconds` are over.
  static let shuttingDown = ProxyFailure(
    .overloaded, message: "The proxy is shutting down; try again in a moment.", retryAfter: 1)
}
