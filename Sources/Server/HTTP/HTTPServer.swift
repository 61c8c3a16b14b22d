package import Transport

/// Accepts connections on every reactor and serves HTTP/1.1 on them.
package final class HTTPServer: Sendable {
  /// Answers one request. Runs on the connection's reactor.
  package typealias Handler = @Sendable (HTTPExchange) async -> Void

  /// What may differ from server to server.
  package struct Settings: Sendable {
    package var requestLimits = HTTPLimits()
    package var limits = ServerLimits()
    package var timeouts = HTTPTimeouts()
    /// Is told of every answer, on the connection's reactor; with nil, answers carry no `x-request-id` either.
    package var onAnswer: (@Sendable (AccessRecord) -> Void)?

    package init() {}
  }

  /// What the server holds at this moment.
  package let load: ServerLoad
  private let workers: [HTTPWorker]

  /// A server that is ready to `run`; `sockets` are listening already, so no client is refused before it does.
  package init(
    reactors: [Reactor], sockets: [ListeningSocket], settings: Settings = Settings(), handler: @escaping Handler
  ) {
    let load = ServerLoad(limits: settings.limits, reactors: reactors.count)
    self.load = load
    workers = reactors.enumerated().map { index, reactor in
      HTTPWorker(
        reactor: reactor, index: index, sockets: sockets, settings: settings, load: load, handler: handler)
    }
    for worker in workers { worker.meet(workers) }
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
  ///
  /// The listening sockets close, so that another process can listen on the same address.
  package func drain() {
    load.beginDraining()
    for worker in workers { worker.drain() }
  }

  /// Makes requests that are cut by cancelling `run` tell their clients that the server is going away.
  package func endRequests() {
    load.beginEnding()
  }
}
