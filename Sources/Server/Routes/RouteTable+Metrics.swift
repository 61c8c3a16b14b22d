internal import OAuth
internal import Translation
internal import Transport

extension RouteTable {
  /// Tells what is counted, to whoever holds a key and to this machine's own people.
  func respondWithMetrics(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    do throws(ProxyFailure) {
      _ = try onlooker(exchange)
    } catch {
      return try await exchange.respond(error, as: APISurface.openAI.error)
    }
    let report = await metricsReport(exchange.load)
    let text = await LongWork.run { report.text }
    try await exchange.respond(
      status: 200, fields: ["Content-Type": MetricsText.contentType, "Cache-Control": "no-store"], body: text)
  }

  /// Who looks into the proxy: whoever shows a key, else nil for this machine's own people; everybody else is refused.
  func onlooker(_ exchange: HTTPExchange) throws(ProxyFailure) -> ClientIdentity? {
    let client = try services.knownClient(exchange)
    if client != nil, !services.clientKeys.isKeyless { return client }
    let head = exchange.head
    switch services.access.verdict(on: head) {
    case .local:
      guard services.access.isCrossSite(head) else { return client }
      throw ProxyFailure(.permission, message: "Web pages of other sites are not told.")
    case .foreignHost:
      throw ProxyFailure(.invalidRequest, status: 421, message: "This host name is not one of this proxy's.")
    case .remote:
      throw ProxyFailure(
        .authentication, message: "Without one of this proxy's keys (\"api_keys\") only this machine is told.")
    }
  }

  private func metricsReport(_ load: ServerLoad) async -> MetricsReport {
    var loops: [MetricsReport.Loop] = []
    for reactor in services.reactors {
      let asked = MonotonicInstant.now()
      guard let snapshot = await reactor.debugSnapshot() else { continue }
      loops.append(MetricsReport.Loop(lag: MonotonicInstant.now().duration(since: asked), snapshot: snapshot))
    }
    let labels = services.metrics.labels
    return MetricsReport(
      version: services.version, started: services.started.unix, figures: services.metrics.figures,
      connections: load.connectionCount, requests: load.requestCount, streams: load.streamCount,
      bufferedBytes: load.bufferedBytes, loops: loops,
      process: await BlockingExecutor.shared.run { ProcessVitals.read() },
      refreshes: services.signIn.map { ($0.renewals.succeeded, $0.renewals.failed) },
      accounts: (services.signIn?.accounts ?? []).map { MetricsReport.Account($0, labels: labels) })
  }
}
