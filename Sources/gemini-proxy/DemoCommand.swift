internal import ArgumentParser
internal import GeminiProxy
internal import Logging
internal import Server
internal import Simulator
internal import Transport

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs the whole proxy against a built-in offline Google: no account, real HTTP.")

  @Option(help: "The proxy's port; any free one by default.")
  var port = 0

  @Flag(help: "Stream one chat and exit.")
  var once = false

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535.") }
  }

  func run() async throws {
    DescriptorLimit.raise()
    let output = LogOutput(descriptor: 2, format: .text, level: .warning)
    try await output.flushing { logger in try await run(logger) }
  }

  private func run(_ logger: Logger) async throws {
    let demo: Demo
    do {
      demo = try await Demo(port: port, logger: logger)
    } catch let error as ProxyStartError {
      Terminal.error("\(error)")
      throw ExitCode(error.exitCode)
    }
    try await demo.run(once: once, logger: logger)
  }
}
