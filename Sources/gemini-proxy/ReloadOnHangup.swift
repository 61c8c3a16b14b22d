internal import GeminiProxy
internal import Logging
internal import Server
internal import ServiceLifecycle
internal import UnixSignals

/// Reads the configuration again at every SIGHUP; a bad file changes nothing.
struct ReloadOnHangup: Service {
  let store: FileConfigurationStore
  let proxy: GeminiProxy
  let output: LogOutput
  let logger: Logger
  /// Waits for the end of a reload, as `systemctl reload` does; nil where nobody does.
  let manager: SystemdNotifier?

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    for await _ in signals.cancelOnGracefulShutdown() {
      manager?.sendReloading()
      await reload()
      manager?.send("READY=1")
    }
  }

  private func reload() async {
    let loaded: LoadedConfiguration
    do throws(ConfigurationError) {
      loaded = try await store.reload()
    } catch {
      return refuse(error)
    }
    do throws(ProxyStartError) {
      try await proxy.apply(loaded.configuration)
    } catch {
      return refuse(["\(error)"])
    }
    output.level = LogOutput.level(loaded.configuration)
    for warning in loaded.warnings { logger.warning("\(warning.logText)") }
    logger.notice("the configuration was read again", metadata: ["configuration": "\(store.path)"])
  }

  private func refuse(_ error: ConfigurationError) {
    guard case .invalid(let path, let problems) = error else { return refuse(["\(error)"]) }
    refuse(["\(path) is not valid"] + problems.filter { $0.severity == .error }.map(\.logText))
  }

  /// One line for each thing that is wrong: a log line has no line breaks.
  private func refuse(_ errors: [String]) {
    for line in errors.flatMap({ $0.split(separator: "\n") }) { logger.error("\(line)") }
    logger.error("the settings in use stay")
  }
}
