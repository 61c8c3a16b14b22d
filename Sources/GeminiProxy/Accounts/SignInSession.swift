package import Logging
package import OAuth
internal import Server
internal import Translation
package import Transport

/// Signing in without serving: the pages on loopback, and the accounts behind them.
package final class SignInSession: Sendable {
  package let signIn: SignInService
  /// Whether Google's way back ends here; otherwise only what is pasted helps.
  package let isListening: Bool

  private let reactor: Reactor
  private let server: HTTPServer

  /// Listens on the configured port, or on any free one where that is taken and Google takes any.
  package init(
    configuration: ProxyConfiguration, store: FileConfigurationStore, transport: (any UpstreamTransport)? = nil,
    logger: Logger
  ) async throws(ProxyStartError) {
    let anyPort = configuration.oauthClient.isBuiltIn
    let ports = anyPort && configuration.port != 0 ? [configuration.port, 0] : [configuration.port]
    var sockets: [ListeningSocket] = []
    for port in ports where sockets.isEmpty { sockets = await Self.listen(port) }
    do throws(ReactorError) { reactor = try Reactor(name: "sign-in") } catch { throw .reactor(error.description) }
    let chosen: any UpstreamTransport
    if let transport {
      chosen = transport
    } else {
      do throws(TransportError) { chosen = try await CurlTransport(reactors: [reactor]) } catch {
        throw .transport(error)
      }
    }
    isListening = !sockets.isEmpty
    let port = sockets.first?.port ?? configuration.port
    signIn = SignInService(configuration, transport: chosen, port: port, store: store)
    var services = RouteServices(
      transport: chosen, upstream: try Upstream(configuration, credentials: AccountCredentials(signIn)),
      clientKeys: ClientKeys(configuration), catalogue: .standard, logger: logger, version: GeminiProxy.version)
    services.access = LocalAccess(listener: .loopback, allowedHosts: configuration.allowedHosts)
    let table = SignInTable(services: services, signIn: signIn)
    server = HTTPServer(reactors: [reactor], sockets: sockets) { await table.handle($0) }
  }

  /// Answers browsers until the task is cancelled; then everything is given back.
  package func run() async {
    await server.run()
    // Cancelled between two accepts, or without a socket from the start.
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(1)) }
    await reactor.shutdown()
  }

  private static func listen(_ port: Int) async -> [ListeningSocket] {
    await BlockingExecutor.shared.run { (try? ListeningSocket.listen(on: .tcp(host: "localhost", port: port))) ?? [] }
  }
}
