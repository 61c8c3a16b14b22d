internal import Logging
internal import OAuth
internal import Server
internal import Transport

/// Answers browsers on the proxy's own sockets while the proxy itself does not run yet: sign-in pages and nothing else.
final class CallbackListener: Sendable {
  private let reactor: Reactor
  private let server: HTTPServer

  /// `routes` are those of the proxy once it runs: it may begin while a connection is on its way in here.
  init(
    sockets: [ListeningSocket], services: RouteServices, signIn: SignInService,
    routes: @escaping @Sendable () -> RouteTable?
  ) throws(ReactorError) {
    // One of its own: those of the proxy watch the same sockets as soon as it runs.
    reactor = try Reactor(name: "sign-in")
    let table = SignInTable(services: services, signIn: signIn)
    server = HTTPServer(reactors: [reactor], sockets: sockets) { exchange in
      if let routes = routes() { await routes.handle(exchange) } else { await table.handle(exchange) }
    }
  }

  /// Serves until `stop` or cancellation, and ends its thread.
  func run() async {
    await server.run()
    await reactor.shutdown()
  }

  /// Takes no further connections; whoever waits for a page still gets it.
  func stop() {
    server.drain()
  }
}
