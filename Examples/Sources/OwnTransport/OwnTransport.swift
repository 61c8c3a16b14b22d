import GeminiProxy
import Server

/// The proxy without a network: everything that would go to Google goes through a transport of this program's.
@main struct OwnTransport {
  static func main() async throws {
    var configuration = ProxyConfiguration(port: 0, apiMode: .aiStudio)
    configuration.upstreamAPIKey = Secret("not-a-real-key")
    let assistant = try await Assistant(configuration, transport: ScriptedTransport(answer: "Hello from a script."))
    print(try await assistant.ask("Hello?"))
  }
}
