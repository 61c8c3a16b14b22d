/// The ways out of this machine: one is taken until it cannot be connected to, then the next.
package final class OutboundProxies: Sendable {
  /// In the order of the configuration; never empty.
  private let ways: [TransportRequest.Proxy]
  /// Where the last connection succeeded: a dead proxy costs its time limit once, not with every request.
  private let current = Lock(0)

  /// Without addresses the environment decides (`HTTPS_PROXY` and its kin); with any, nothing goes out directly.
  package init(_ urls: [String] = []) {
    ways = urls.isEmpty ? [.environment] : urls.map { .url($0) }
  }

  /// Whether requests go through proxies of the configuration.
  package var areConfigured: Bool { ways != [.environment] }

  fileprivate func stream(
    _ request: TransportRequest, on transport: some UpstreamTransport
  ) async throws(TransportError) -> TransportResponse {
    var request = request
    let first = current.withLock { $0 }
    for step in ways.indices.dropLast() {
      let position = (first + step) % ways.count
      request.proxy = ways[position]
      do throws(TransportError) {
        return try await transport.stream(request)
      } catch {
        guard error.isConnectionFailure else { throw error }
        moveOn(from: position)
      }
    }
    request.proxy = ways[(first + ways.count - 1) % ways.count]
    return try await transport.stream(request)
  }

  /// Many requests may find the same proxy dead at once: only one of them moves on.
  private func moveOn(from position: Int) {
    current.withLock { if $0 == position { $0 = (position + 1) % ways.count } }
  }
}

extension UpstreamTransport {
  /// Sends `request` through the first of `proxies` that can be connected to.
  ///
  /// What a proxy answers, such as 403 or 407, is an answer and no reason to go to the next one.
  package func stream(
    _ request: TransportRequest, through proxies: OutboundProxies
  ) async throws(TransportError) -> TransportResponse {
    try await proxies.stream(request, on: self)
  }
}
