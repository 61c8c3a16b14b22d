internal import Translation

extension RouteServices {
  /// Whose key the request shows, unless too many wrong ones came from where it does.
  ///
  /// Whoever is at this machine, or behind a reverse proxy on it that is not trusted, could be anybody: not slowed down.
  func knownClient(_ exchange: HTTPExchange) throws(ProxyFailure) -> ClientIdentity? {
    let client = clientKeys.client(of: exchange.head)
    guard !clientKeys.isKeyless, let address = exchange.client, !address.isLoopback else { return client }
    guard client != nil || ClientKeys.isShown(by: exchange.head) else { return nil }
    guard case .tooMany(let seconds) = keyThrottle.judge(client?.id, from: address) else { return client }
    throw ProxyFailure(
      .rateLimited, message: "Too many wrong API keys came from this address; try again in a minute.",
      retryAfter: seconds)
  }

  /// Whether the request carries a good key; where no keys are set none does.
  func holdsKey(_ exchange: HTTPExchange) throws(ProxyFailure) -> Bool {
    let client = try knownClient(exchange)
    return client != nil && !clientKeys.isKeyless
  }
}
