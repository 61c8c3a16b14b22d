package import OAuth
internal import Server
internal import ServiceLifecycle
package import Translation
package import Transport

/// The simulator on a free loopback port, with a reactor of its own.
package final class SimulatorService: Service {
  /// What `token_file` holds for an account of the simulator: base64 of a token that does not expire.
  package static let token = """
    eyJhY2Nlc3NfdG9rZW4iOiJzaW11bGF0ZWQiLCJ0b2tlbl90eXBlIjoiQmVhcmVyIiwicmVmcmVzaF90b2tlbiI6InNpbXVsYXRlZCIsImV4cGlyeSI6\
    IjIwOTktMDEtMDFUMDA6MDA6MDBaIn0=
    """

  package let baseURL: String
  private let simulator: GoogleSimulator
  private let reactor: Reactor
  private let server: HTTPServer

  /// Starts to listen; `pace` is the time between two events of an answer. Throws `ListenError` or `ReactorError`.
  package convenience init(pace: Duration?) async throws {
    var settings = SimulatorSettings()
    settings.pace = pace
    try await self.init(settings: settings)
  }

  /// Starts to listen. Throws `ListenError` or `ReactorError`.
  package init(settings: SimulatorSettings = SimulatorSettings()) async throws {
    let sockets = try ListeningSocket.listen(on: .tcp(host: "127.0.0.1", port: 0))
    let simulator = GoogleSimulator(settings: settings)
    self.simulator = simulator
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

  // MARK: - Knobs and gauges

  /// The settings as they are now.
  package var settings: SimulatorSettings { simulator.state.withLock { $0.settings } }

  /// Changes the settings for the requests to come.
  package func update(_ change: (inout SimulatorSettings) -> Void) {
    simulator.state.withLock { change(&$0.settings) }
  }

  /// How many requests a route has been sent, refused ones included.
  package func calls(to route: SimulatorRoute.Name) -> Int {
    simulator.state.withLock { $0.calls[route] ?? 0 }
  }

  /// How many requests to models a service has been sent, refused ones included.
  package func calls(to service: UpstreamKind) -> Int {
    simulator.state.withLock { $0.callsByService[service] ?? 0 }
  }

  /// How many generate calls an account has made, by its e-mail address.
  package func generations(by email: String) -> Int {
    simulator.state.withLock { $0.generations[email] ?? 0 }
  }

  /// The last 256 requests to the token endpoint, oldest first.
  package var tokenRequests: [TokenRequestRecord] { simulator.state.withLock { $0.tokenRequests } }

  /// Lets every access token that was handed out lapse now.
  package func expireAccessTokens() {
    simulator.state.withLock { $0.grants.expireAccessTokens() }
  }

  /// Ends all sign-ins of an account, as its owner can on Google's pages.
  package func revokeAll(email: String) {
    simulator.state.withLock { $0.grants.revokeAll(email: email) }
  }

  /// The addresses of this Google, for `oauth_authorize_url` and its like; `account` says who signs in.
  package func endpoints(account: String? = nil) -> GoogleEndpoints {
    var endpoints = GoogleEndpoints()
    endpoints.authorize = baseURL + "/o/oauth2/v2/auth" + (account.map { "?account=" + FormEncoding.escape($0) } ?? "")
    endpoints.token = baseURL + "/token"
    endpoints.userInfo = baseURL + "/oauth2/v2/userinfo"
    endpoints.revoke = baseURL + "/revoke"
    endpoints.resourceManager = baseURL
    endpoints.codeAssist = baseURL
    return endpoints
  }
}
