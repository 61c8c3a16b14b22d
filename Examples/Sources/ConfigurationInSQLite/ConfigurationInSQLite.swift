import GeminiProxy
import Logging
import Offline
import ServiceLifecycle

/// Serves with what a database holds, and asks for a sign-in only if that is nobody's yet.
///
/// The first argument is the database; `--google URL` leads to the offline Google of `gemini-proxy demo`.
@main struct ConfigurationInSQLite {
  static func main() async throws {
    let store = try DatabaseStore(path: CommandLine.arguments[1])
    let proxy = try await GeminiProxy(store: OfflineStore(store, CommandLine.arguments))

    if proxy.configuration.accounts.isEmpty {
      // The store is told what is learned: the next start finds it there.
      let account = try await proxy.authorize(account: "main") { prompt in
        print("Open this link and sign in:\n\(prompt.url)")
      }
      print("Signed in as \(account.email ?? account.name)")
    }

    print("Base URL: \(proxy.baseURL)/v1\nKey: \(proxy.configuration.apiKeys[0].key.exposed)")
    let logger = Logger(label: "example")
    try await ServiceGroup(services: [proxy], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
  }
}
