package import Transport

/// Accepts connections on every reactor and serves HTTP/1.1 on them.
package final class HTTPServer: Sendable {
  /// Answers one request. Runs on the connection's reactor.
  package typealias Handler = @Sendable (HTTPExchange) async -> Void

  private let workers: [HTTPWorker]

  /// A server that is ready to `run`; `sockets` are listening already, so no client is refused before it does.
  package init(
    reactors: [Reactor], sockets: [ListeningSocket], limits: HTTPLimits = HTTPLimits(),
    timeouts: HTTPTimeouts = HTTPTimeouts(), handler: @escaping Handler
  ) {
    workers = reactors.map {
      HTTPWorker(reactor: $0, sockets: sockets, limits: limits, timeouts: timeouts, handler: handler)
    }
  }

  /// Serves until `drain` has been called and every connection has ended, or the task is cancelled.
  package func run() async {
    await withTaskGroup(of: Void.self) { group in
      for worker in workers {
        group.addTask(executorPreference: worker.reactor) { await worker.run() }
      }
    }
  }

  /// Takes no new connections, ends idle ones, lets running requests finish.
  package func drain() {
    for worker in workers { worker.drain() }
  }
}
