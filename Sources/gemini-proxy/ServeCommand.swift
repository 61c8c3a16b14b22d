internal import ArgumentParser
internal import FoundationEssentials
internal import GeminiProxy
internal import Logging
internal import Server

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs the proxy in the foreground until SIGTERM or Ctrl-C.")

  @Argument(help: "The configuration file.")
  var config = "config.json"

  func run() async throws {
    DescriptorLimit.raise()
    let store = try await openStore()
    let loaded = store.current
    let output = LogOutput(loaded.configuration)
    try await output.flushing { logger in try await serve(store, logger) }
  }

  private func serve(_ store: ConfigurationStore, _ logger: Logger) async throws {
    let loaded = store.current
    var configuration = loaded.configuration
    configuration.listeningDescriptors = ListeningSocket.inheritedDescriptors(
      environment: ProcessInfo.processInfo.environment, processID: ProcessInfo.processInfo.processIdentifier)
    for notice in store.notices + loaded.warnings.map(\.description) + GeminiProxy.limitations(of: configuration) {
      logger.warning("\(notice)")
    }
    let proxy: GeminiProxy
    do {
      proxy = try await GeminiProxy(configuration: configuration, store: store, logger: logger)
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
