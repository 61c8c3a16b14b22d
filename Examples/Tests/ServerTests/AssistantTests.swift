import GeminiProxy
import Server
import Testing

/// A program's own tests need neither Google nor an account: `InMemoryTransport` answers from a closure.
struct AssistantTests {
  private static var configuration: ProxyConfiguration {
    var configuration = ProxyConfiguration(port: 0, apiMode: .aiStudio)
    configuration.upstreamAPIKey = Secret("not-a-real-key")
    configuration.maxRetries = 0
    return configuration
  }

  @Test func anAnswerIsPassedOn() async throws {
    let google = InMemoryTransport { request throws(TransportError) in
      // What is not asked for by anybody, such as the list of models in the background, may well fail.
      guard request.url.contains("/models/gemini-2.5-flash:generateContent") else {
        return TransportResponse(status: 404, body: .of([]))
      }
      let json =
        #"{"candidates":[{"content":{"role":"model","parts":[{"text":"four"}]},"finishReason":"STOP"}]}"#
      return TransportResponse(status: 200, body: .of([Array(json.utf8)]))
    }
    let assistant = try await Assistant(Self.configuration, transport: google)
    #expect(try await assistant.ask("What is two and two?") == "four")
  }

  @Test func aFailureIsAnError() async throws {
    let google = InMemoryTransport { _ throws(TransportError) in throw .couldNotConnect("no network") }
    let assistant = try await Assistant(Self.configuration, transport: google)
    await #expect(throws: (any Error).self) { try await assistant.ask("Is anybody there?") }
  }
}
