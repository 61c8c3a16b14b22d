internal import Server
internal import ServiceLifecycle
package import Transport

/// The simulator on a free loopback port, with a reactor of its own.
package final class SimulatorService: Service {
  /// What `token_file` holds for an account of the simulator: base64 of a token that does not expire.
  package static let token = """
    eyJhY2Nlc3NfdG9rZW4iOiJzaW11bGF0ZWQiLCJ0b2tlbl90eXBlIjoiQmVhcmVyIiwicmVmcmVzaF90b2tlbiI6InNpbXVsYXRlZCIsImV4cGlyeSI6\
    IjIwOTktMDEtMDFUMDA6MDA6MDBaIn0=
    """

  package let baseURL: String
  private let reactor: Reactor
  private let server: HTTPServer

  /// Starts to listen; `pace` is the time between two events of an answer. Throws `ListenError` or `ReactorError`.
  package init(pace: Duration? = nil) async throws {
    let sockets = try ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: 0))
    let simulator = GoogleSimulator(pace: pace)
    reactor = try Reactor(name: "simulator")
    server = HTTPServer(reactors: [reactor], sockets: sockets) { await simulator.handle($0) }
    baseURL = "http://127.0.0.1:\(sockets.first?.port ?? 0)"
  }

  /// Serves until graceful shutdown or cancellation.
  package func run() async throws {
    await withGracefulShutdownHandler {
      await server.run()
    } onGracefulShutdown: { [server] in
      server.drain()
    }
    await reactor.shutdown()
  }

  /// What the simulator's event loop holds; for leak tests.
  package func snapshot() async -> ReactorSnapshot? {
    await reactor.debugSnapshot()
  }
}
