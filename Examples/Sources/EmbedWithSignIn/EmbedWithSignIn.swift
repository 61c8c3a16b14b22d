import GeminiProxy
import Logging
import Offline
import ServiceLifecycle

/// Signs a person in and serves until Ctrl-C. `--google URL` leads to the offline Google of `gemini-proxy demo`.
@main struct EmbedWithSignIn {
  static func main() async throws {
    let key = ClientKey.generated(name: "example")
    let configuration = ProxyConfiguration(port: 0, apiKeys: [key]).offline(CommandLine.arguments)
    let proxy = try await GeminiProxy(configuration: configuration)  // listens from here on

    let account = try await proxy.authorize { prompt in
      // A window opens the link; where the browser runs on another machine, what the person pastes goes to
      // `prompt.complete(pasting:)`.
      print("Open this link and sign in:\n\(prompt.url)")
    }
    print("Signed in as \(account.email ?? account.name), project \(account.projectID)")

    // Everything that was learned: the next start with it needs no sign-in.
    let learned = proxy.configuration
    assert(learned.tokenFile == account.token)

    print("Base URL: \(proxy.baseURL)/v1\nKey: \(key.key.exposed)")
    let logger = Logger(label: "example")
    try await ServiceGroup(services: [proxy], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
  }
}
