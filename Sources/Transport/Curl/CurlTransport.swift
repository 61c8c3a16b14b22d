/// The production transport: libcurl on reactors.
///
/// Called on one of its reactors, a transfer stays on that thread; called from elsewhere, the reactors take turns.
public final class CurlTransport: UpstreamTransport {
  private let drivers: [(reactor: Reactor, driver: CurlDriver)]
  private let next = Lock(0)

  /// Puts a libcurl multi handle on each of `reactors`.
  package init(
    reactors: [Reactor], options: CurlTransportOptions = CurlTransportOptions()
  ) async throws(TransportError) {
    precondition(!reactors.isEmpty, "a transport needs a reactor")
    var drivers: [(reactor: Reactor, driver: CurlDriver)] = []
    for reactor in reactors {
      let driver = try CurlDriver(reactor: reactor, options: options)
      reactor.post { reactor.add(driver) }
      drivers.append((reactor, driver))
    }
    self.drivers = drivers
  }

  /// Sends `request` and returns with the head of the answer.
  public func stream(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    try request.validate()
    if Task.isCancelled { throw .cancelled }
    let (reactor, driver) = place()
    let transfer = CurlTransfer(request: request, reactor: reactor, driver: driver)
    if reactor.isCurrent {
      driver.append(.add(transfer))
    } else if !reactor.post({ driver.append(.add(transfer)) }) {
      transfer.channel.cancel()
      throw .cancelled
    }
    return try await transfer.response()
  }

  private func place() -> (Reactor, CurlDriver) {
    if let current = Reactor.current, let own = drivers.first(where: { $0.reactor === current }) { return own }
    let index = next.withLock { next in
      defer { next = (next + 1) % drivers.count }
      return next
    }
    return drivers[index]
  }
}
