public import Logging
package import OAuth
package import Server
public import ServiceLifecycle
internal import Translation
public import Transport

/// The proxy as a library: start it, ask for its address, run it among your other services.
public final class GeminiProxy: Service {
  /// The version that `/health`, `--version` and the `User-Agent` name.
  public static let version = "0.1.0"

  /// Where clients reach it, such as `http://localhost:8081`; never a wildcard address.
  public let baseURL: String
  /// The port in use; 0 for a Unix socket.
  public let port: Int

  /// The accounts, and signing in to them.
  package let signIn: SignInService

  let reactors: [Reactor]
  let server: HTTPServer
  private let monitor: AccountMonitor
  /// What the accounts need in the background.
  package let upkeep: AccountUpkeep
  private let drainSeconds: Int
  private let isDraining = Lock(false)
  private let address: ListenAddress
  let routes: Lock<RouteTable>
  private let signatures: SignatureKeeper
  private let usage: UsageKeeper
  private let systemPrompt: SystemPromptFile
  private let logger: Logger
  let waitsForSignIn: Bool
  /// The configuration at the start, which holds what only a restart changes.
  private let started: ProxyConfiguration
  /// The configuration as it was given last.
  let given: Lock<ProxyConfiguration>
  let phase: Lock<Phase>

  /// Starts the event loops and begins to listen; requests are answered from `run` on.
  ///
  /// What is learned (token, project) lasts as long as the proxy and is in `configuration`. `transport` replaces
  /// libcurl for everything that goes to Google, sign-in included. `stateFolder` is where thought signatures and the
  /// usage of client keys outlive the process; nil keeps them in memory. With `waitsForSignIn` the proxy serves although
  /// nobody is signed in and answers 503 with a sign-in link until somebody is; without, `run` throws. Throws
  /// `ProxyStartError`.
  public convenience init(
    configuration: ProxyConfiguration, transport: (any UpstreamTransport)? = nil, stateFolder: String? = nil,
    waitsForSignIn: Bool = false, logger: Logger = Logger(label: "gemini-proxy")
  ) async throws(ProxyStartError) {
    try await self.init(
      configuration: configuration, store: nil, transport: transport, stateFolder: stateFolder,
      waitsForSignIn: waitsForSignIn, logger: logger
    ) { $0.log(to: logger) }
  }

  /// Does the same with the configuration that `store` loads; the store is told what is learned.
  ///
  /// Where `stateFolder` is nil and the store is a file, signatures and usage are kept beside it.
  public convenience init(
    store: any ConfigurationStore, transport: (any UpstreamTransport)? = nil, stateFolder: String? = nil,
    waitsForSignIn: Bool = false, logger: Logger = Logger(label: "gemini-proxy")
  ) async throws(ProxyStartError) {
    let configuration: ProxyConfiguration
    do { configuration = try await store.load() } catch { throw .store("\(error)") }
    try await self.init(
      configuration: configuration, store: store, transport: transport, stateFolder: stateFolder,
      waitsForSignIn: waitsForSignIn, logger: logger
    ) { $0.log(to: logger) }
  }

  /// `announce` is told what becomes of the accounts, where the log is not the place for it.
  package init(
    configuration: ProxyConfiguration, store: (any ConfigurationStore)?, transport: (any UpstreamTransport)? = nil,
    stateFolder: String? = nil, waitsForSignIn: Bool = true, logger: Logger,
    announce: @escaping @Sendable (AccountAnnouncement) -> Void
  ) async throws(ProxyStartError) {
    let (address, sockets) = try await Self.listen(configuration)
    let configuration = await Self.identified(configuration, store: store, logger: logger)
    reactors = try Self.startReactors(max(1, configuration.reactors))
    let chosen: any UpstreamTransport
    if let transport {
      chosen = transport
    } else {
      do throws(TransportError) {
        chosen = try await CurlTransport(reactors: reactors)
      } catch {
        throw .transport(error)
      }
    }
    systemPrompt = try await SystemPromptFile(SystemPromptFile.load(configuration), logger: logger)
    self.logger = logger
    let stateFolder = stateFolder ?? (store as? FileConfigurationStore)?.stateFolder
    signatures = await SignatureKeeper.open(folder: stateFolder, logger: logger)
    usage = await UsageKeeper.open(folder: stateFolder, logger: logger)
    port = (sockets.first { $0.address == address } ?? sockets.first)?.port ?? 0
    let signIn = SignInService(
      configuration, transport: chosen, port: port, store: Self.accountStore(store, logger: logger))
    let upstream = try Upstream(configuration, credentials: AccountCredentials(signIn))
    var services = RouteServices(
      transport: chosen, upstream: upstream, clientKeys: .open,
      catalogue: .standard, logger: logger,
      version: Self.version)
    services.systemPrompt = { [systemPrompt] in systemPrompt.current }
    services.signatures = signatures.store
    services.usage = usage.usage
    services.reactors = reactors
    services.signIn = signIn
    services.access = LocalAccess(configuration, listeningOn: address)
    services.isDraining = { [isDraining] in isDraining.withLock { $0 } }
    services.take(configuration)
    let routes = Lock(RouteTable(services: services))
    self.routes = routes
    self.address = address
    var settings = HTTPServer.Settings()
    settings.limits = ServerLimits(configuration)
    settings.onAnswer = { [metrics = services.metrics, limiter = LogLimiter()] record in
      limiter.log(record, to: logger)
      metrics.note(record)
    }
    server = HTTPServer(reactors: reactors, sockets: sockets, settings: settings) { exchange in
      await routes.withLock { $0 }.handle(exchange)
    }
    baseURL = address.baseURL(port: port)
    self.signIn = signIn
    let pool = services.pool
    monitor = AccountMonitor(signIn, announce: announce) { account in pool.withLock { $0.clear(account) } }
    upkeep = AccountUpkeep(signIn) { [services] event in
      services.take(event)
      event.log(to: logger)
    }
    drainSeconds = configuration.drainSeconds
    self.waitsForSignIn = waitsForSignIn
    started = configuration
    given = Lock(configuration)
    phase = Lock(.idle(sockets: sockets, listeners: []))
  }

  /// Serves until graceful shutdown or cancellation; running streams get `drainSeconds` to finish.
  ///
  /// Unless the proxy waits for a sign-in, throws `signInRequired` or `projectRequired` where no account can work; after
  /// `authorize` it may be called again.
  public func run() async throws(ProxyRunError) {
    if !waitsForSignIn { try await checkAccounts() }
    try beginRunning()
    // Before the first request.
    signIn.openBackground()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await withGracefulShutdownHandler {
          await self.server.run()
        } onGracefulShutdown: {
          self.isDraining.withLock { $0 = true }
          self.server.drain()
        }
      }
      group.addTask { await self.monitor.run() }
      group.addTask { await self.upkeep.run() }
      group.addTask { await self.signIn.runBackground() }
      group.addTask {
        // Ends by cancellation when the server is done before the time is up.
        try? await gracefulShutdown()
        try? await Task.sleep(for: .seconds(self.drainSeconds))
        // What still runs is cancelled next; it tells its clients why instead of breaking off.
        self.server.endRequests()
      }
      group.addTask { await self.systemPrompt.watch() }
      if signatures.isPersistent { group.addTask { await self.signatures.run() } }
      if usage.isPersistent { group.addTask { await self.usage.run() } }
      await group.next()
      group.cancelAll()
    }
    await shutDown()
  }

  func shutDown() async {
    await signatures.flush()
    await usage.flush()
    for reactor in reactors { await reactor.shutdown() }
  }

  /// Takes over what may change while the proxy runs: client keys, accounts, outbound proxies, aliases, the system
  /// prompt, CORS and limits. What else differs from the start waits for a restart, and a warning in the log names it.
  ///
  /// Requests under way keep what they began with. Throws, and changes nothing, where the configuration may not be
  /// served at this address or names a new file for the system prompt that cannot be read.
  public func apply(_ configuration: ProxyConfiguration) async throws(ProxyStartError) {
    try address.check(configuration)
    try await systemPrompt.follow(configuration)
    given.withLock { $0 = configuration }
    server.load.apply(ServerLimits(configuration))
    signIn.replaceProxies(with: configuration.proxyURLs)
    signIn.update(configuration.storedAccounts)
    serve(configuration)
    monitor.announceChanges()
    let waiting = started.keysNeedingRestart(for: configuration).map(\.rawValue)
    if !waiting.isEmpty { logger.warning("changed but needs a restart: \(waiting.joined(separator: ", "))") }
  }

  /// Has requests go by `configuration` from now on.
  func serve(_ configuration: ProxyConfiguration) {
    routes.withLock { table in
      var services = table.services
      services.take(configuration)
      table = RouteTable(services: services)
    }
    // The pool has forgotten what the quotas of its accounts say.
    upkeep.repeatAll()
  }

  /// What the server holds at this moment.
  package var load: ServerLoad { server.load }

  /// What client keys have used.
  package var clientUsage: UsageTable { usage.usage.table }

  /// What each event loop holds; for leak tests.
  package func snapshots() async -> [ReactorSnapshot] {
    var snapshots: [ReactorSnapshot] = []
    for reactor in reactors {
      if let snapshot = await reactor.debugSnapshot() { snapshots.append(snapshot) }
    }
    return snapshots
  }

  /// The sockets that were handed over, else new ones at the configured address.
  private static func listen(
    _ configuration: ProxyConfiguration
  ) async throws(ProxyStartError) -> (ListenAddress, [ListeningSocket]) {
    let configured = try ListenAddress(configuration)
    let inherited = configuration.listeningDescriptors
    // Resolving the host's name may block.
    let result: Result<[ListeningSocket], ListenError> = await BlockingExecutor.shared.run {
      do throws(ListenError) {
        return .success(
          try inherited.isEmpty ? ListeningSocket.listen(on: configured) : ListeningSocket.adopt(inherited))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let sockets):
      for socket in sockets { try socket.address.check(configuration) }
      guard !inherited.isEmpty else { return (configured, sockets) }
      // Who counts as local follows from the address: of several, the one that lets most people in.
      let address = sockets.map(\.address).max { $0.exposure < $1.exposure } ?? configured
      return (address, sockets)
    case .failure(let error): throw .listen(error.description, inUse: error.isAddressInUse)
    }
  }

  private static func startReactors(_ count: Int) throws(ProxyStartError) -> [Reactor] {
    var reactors: [Reactor] = []
    for index in 0..<count {
      do throws(ReactorError) {
        reactors.append(try Reactor(name: "reactor-\(index)"))
      } catch {
        throw .reactor(error.description)
      }
    }
    return reactors
  }
}
