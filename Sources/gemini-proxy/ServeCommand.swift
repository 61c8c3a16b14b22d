internal import ArgumentParser
internal import FoundationEssentials
internal import GeminiProxy
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs the proxy in the foreground until SIGTERM or Ctrl-C.")

  @Argument(help: "The configuration file.")
  var config = "config.json"

  func run() async throws {
    let store = try await openStore()
    let loaded = store.current
    let configuration = loaded.configuration
    var logger = Logger(label: "gemini-proxy") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: configuration.logLevel.rawValue) ?? .info
    for notice in store.notices + loaded.warnings.map(\.description) + GeminiProxy.limitations(of: configuration) {
      logger.warning("\(notice)")
    }
    let proxy: GeminiProxy
    do {
      proxy = try await GeminiProxy(configuration: configuration, stateFolder: store.stateFolder, logger: logger)
    } catch {
      Terminal.error("\(error)")
      throw ExitCode(error.exitCode)
    }
    logger.info("serving", metadata: ["url": "\(proxy.baseURL)", "configuration": "\(store.path)"])
    try await runUntilSignalled([proxy], logger: logger)
  }

  private func openStore() async throws -> ConfigurationStore {
    let environment = ProcessInfo.processInfo.environment
    let loader = ConfigurationLoader(environment: environment, limits: .current())
    do {
      return try await ConfigurationStore.open(
        path: config, stateDirectory: environment["STATE_DIRECTORY"], loader: loader)
    } catch {
      Terminal.error("\(error)")
      if case .unwritable = error { throw ExitCode(73) }
      throw ExitCode(2)
    }
  }
}

/// Runs services until one of them ends or the process is told to stop.
func runUntilSignalled(_ services: [any Service], logger: Logger) async throws {
  let group = ServiceGroup(
    configuration: ServiceGroupConfiguration(
      services: services.map {
        .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
      },
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger))
  try await group.run()
}

extension ProxyStartError {
  /// The process's exit code, as configuration.md lists them.
  var exitCode: Int32 {
    switch self {
    case .listen: 69
    case .configuration: 2
    case .reactor, .transport: 1
    }
  }
}
