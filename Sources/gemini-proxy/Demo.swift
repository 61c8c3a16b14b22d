internal import ArgumentParser
internal import GeminiProxy
internal import Logging
internal import OAuth
internal import ServiceLifecycle
internal import Simulator
internal import Transport

/// Simulator and proxy side by side in this process, talking over real sockets.
struct Demo {
  private static let model = "gemini-2.5-flash"

  private let simulator: SimulatorService
  private let proxy: GeminiProxy
  private let key: String

  /// `configuration` says where to listen; keys, accounts and addresses are the demo's own.
  init(_ configuration: ProxyConfiguration, logger: Logger) async throws {
    simulator = try await SimulatorService(pace: .milliseconds(25))
    key = "gp-" + Self.randomHex(bytes: 16)
    var configuration = configuration
    configuration.apiKeys = [ClientKey(key: Secret(key))]
    configuration.clientID = "demo"
    // Whoever tries out a failure wants to see it soon.
    configuration.retryWaitSeconds = 5
    configuration.use(simulator.endpoints())
    configuration.aiStudioEndpoint = simulator.baseURL
    configuration.accounts = Self.accounts(configuration.location, apiKey: simulator.settings.apiKeys.first ?? "")
    // What the log would say about signing in is said by the demo itself.
    proxy = try await GeminiProxy(configuration: configuration, store: nil, logger: logger) { _ in }
  }

  /// The person who signs in, and a key of the Gemini API for what Code Assist cannot do: vectors, images, sound.
  private static func accounts(_ location: String, apiKey: String) -> [AccountConfiguration] {
    let person = AccountConfiguration(name: SignInService.defaultAccount, apiMode: .codeAssist, location: location)
    var key = AccountConfiguration(name: "gemini-api", apiMode: .aiStudio, location: location)
    key.upstreamAPIKey = Secret(apiKey)
    key.priority = -1
    return [person, key]
  }

  private static func randomHex(bytes: Int) -> String {
    (0..<bytes).map { _ in
      let byte = UInt8.random(in: .min ... .max)
      return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  func run(once: Bool, logger: Logger) async throws {
    let conversation = Conversation(
      proxy: proxy, google: simulator.baseURL, key: key, model: Self.model, once: once)
    // In this order: the conversation ends first, then the proxy, then what it talks to.
    try await runUntilSignalled([simulator, proxy, conversation], logger: logger)
    if conversation.hasFailed { throw ExitCode(1) }
  }
}
