internal import GeminiProxy
internal import Logging
internal import Server
internal import ServiceLifecycle
internal import UnixSignals

/// Reads the configuration again at every SIGHUP; a bad file changes nothing.
struct ReloadOnHangup: Service {
  let store: ConfigurationStore
  let proxy: GeminiProxy
  let output: LogOutput
  let logger: Logger

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    for await _ in signals.cancelOnGracefulShutdown() { await reload() }
  }

  private func reload() async {
    let loaded: LoadedConfiguration
    do throws(ConfigurationError) {
      loaded = try await store.reload()
    } catch {
      logger.error("\(error)\nThe settings in use stay.")
      return
    }
    do throws(ProxyStartError) {
      try proxy.apply(loaded.configuration)
    } catch {
      logger.error("\(error)\nThe settings in use stay.")
      return
    }
    output.level = LogOutput.level(loaded.configuration)
    for warning in loaded.warnings { logger.warning("\(warning)") }
    logger.notice("the configuration was read again", metadata: ["configuration": "\(store.path)"])
  }
}
