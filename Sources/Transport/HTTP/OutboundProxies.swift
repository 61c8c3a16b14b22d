/// The ways out of this machine: one is taken until it cannot be connected to, then the next.
package final class OutboundProxies: Sendable {
  private struct State {
    /// In the order of the configuration; never empty.
    var ways: [TransportRequest.Proxy]
    /// Where the last connection succeeded: a dead proxy costs its time limit once, not with every request.
    var current = 0

    init(_ urls: [String]) {
      ways = urls.isEmpty ? [.environment] : urls.map { .url($0) }
    }
  }

  private let state: Lock<State>

  /// Without addresses the environment decides (`HTTPS_PROXY` and its kin); with any, nothing goes out directly.
  package init(_ urls: [String] = []) {
    state = Lock(State(urls))
  }

  /// Takes other addresses for every request that begins from now on.
  package func replace(with urls: [String]) {
    let fresh = State(urls)
    state.withLock { if $0.ways != fresh.ways { $0 = fresh } }
  }

  fileprivate func stream(
    _ request: TransportRequest, on transport: some UpstreamTransport
  ) async throws(TransportError) -> TransportResponse {
    var request = request
    let (ways, first) = state.withLock { ($0.ways, $0.current) }
    for step in ways.indices.dropLast() {
      let position = (first + step) % ways.count
      request.proxy = ways[position]
      do throws(TransportError) {
        return try await transport.stream(request)
      } catch {
        guard error.isConnectionFailure else { throw error }
        moveOn(from: position, of: ways)
      }
    }
    request.proxy = ways[(first + ways.count - 1) % ways.count]
    return try await transport.stream(request)
  }

  /// Many requests may find the same proxy dead at once: only one of them moves on.
  private func moveOn(from position: Int, of ways: [TransportRequest.Proxy]) {
    state.withLock { if $0.current == position, $0.ways == ways { $0.current = (position + 1) % ways.count } }
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
