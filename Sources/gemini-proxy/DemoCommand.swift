internal import ArgumentParser
internal import GeminiProxy
internal import Logging
internal import Server
internal import Simulator
internal import Transport

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs the whole proxy against a built-in offline Google: no account, real HTTP.",
    discussion: "Of a configuration named with --config, model_aliases, model_fallbacks and log_format count.")

  @Option(help: "The proxy's port; any free one by default.")
  var port = 0

  @Flag(help: "Stream one chat and exit.")
  var once = false

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
    guard shared.stateDir == nil else { throw ValidationError("The demo learns nothing to keep in --state-dir.") }
  }

  func run() async throws {
    DescriptorLimit.raise()
    let configuration = try await settings()
    let output = LogOutput(
      descriptor: 2, format: configuration.logFormat == .json ? .json : .text, level: .warning)
    try await output.flushing { logger in try await run(configuration, logger) }
  }

  /// The defaults, with what an operator's configuration says about names of models where one is named.
  private func settings() async throws -> ProxyConfiguration {
    var configuration = ProxyConfiguration(limits: .current())
    configuration.logFormat = shared.logFormat ?? configuration.logFormat
    if shared.path != nil {
      let named = try await ConfigurationReading.load(shared, nil)
      configuration.logFormat = named.logFormat
      configuration.modelAliases = named.modelAliases
      configuration.modelFallbacks = named.modelFallbacks
    }
    configuration.host = "127.0.0.1"
    configuration.port = port
    return configuration
  }

  private func run(_ configuration: ProxyConfiguration, _ logger: Logger) async throws {
    let demo: Demo
    do {
      demo = try await Demo(configuration, logger: logger)
    } catch let error as ProxyStartError {
      throw StartFailure.exit(error, configuration)
    }
    try await demo.run(once: once, logger: logger)
  }
}
