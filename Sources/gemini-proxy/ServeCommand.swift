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
    let configuration = try loadConfiguration()
    var logger = Logger(label: "gemini-proxy") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel =
      Logger.Level(rawValue: configuration.logLevel == "warn" ? "warning" : configuration.logLevel) ?? .info
    let proxy: GeminiProxy
    do {
      proxy = try await GeminiProxy(configuration: configuration, logger: logger)
    } catch {
      Terminal.error("\(error)")
      throw ExitCode(error.exitCode)
    }
    logger.info("serving", metadata: ["url": "\(proxy.baseURL)"])
    try await runUntilSignalled([proxy], logger: logger)
  }

  private func loadConfiguration() throws -> ProxyConfiguration {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: config))
    } catch {
      Terminal.error("cannot read \(config): create it, or try `gemini-proxy demo` first")
      throw ExitCode(2)
    }
    do {
      return try ProxyConfiguration(json: Array(data))
    } catch {
      Terminal.error("\(config): \(error)")
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
