import GeminiProxy
import OAuth
import Simulator
import Translation
import Transport

/// A proxy whose upstream is a closure in this process, and a client that reaches it over real sockets.
enum MemoryStage {
  /// Runs `body` with the proxy's address and a client's transport; keyless unless `configure` says otherwise.
  static func run<Value: Sendable>(
    upstream: InMemoryTransport, stateFolder: String? = nil, configure: (inout ProxyConfiguration) -> Void = { _ in },
    _ body: (String, CurlTransport) async throws -> Value
  ) async throws -> Value {
    var configuration = ProxyConfiguration(limits: .current())
    configuration.port = 0
    configuration.host = "127.0.0.1"
    configuration.projectID = "p"
    configuration.tokenFile = Secret(SimulatorService.token)
    configuration.reactors = 2
    configure(&configuration)
    let proxy = try await GeminiProxy(
      configuration: configuration, transport: withAccount(upstream), stateFolder: stateFolder,
      waitsForSignIn: true)
    let reactor = try Reactor(name: "client")
    let client = try await CurlTransport(reactors: [reactor])
    let result: Result<Value, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await proxy.run() }
      defer { group.cancelAll() }
      do {
        return .success(try await body(proxy.baseURL, client))
      } catch {
        return .failure(error)
      }
    }
    await reactor.shutdown()
    return try result.get()
  }

  /// Answers what the proxy asks about its account, so that `upstream` sees the clients' requests only.
  private static func withAccount(_ upstream: InMemoryTransport) -> InMemoryTransport {
    InMemoryTransport { request throws(TransportError) in
      if request.url.hasSuffix(":loadCodeAssist") {
        let profile = #"{"currentTier":{"id":"standard-tier"},"cloudaicompanionProject":"p"}"#
        return TransportResponse(status: 200, body: .of([Array(profile.utf8)]))
      }
      if request.url.hasSuffix(":retrieveUserQuota") {
        return TransportResponse(status: 200, body: .of([Array("{}".utf8)]))
      }
      if request.url.hasSuffix("/userinfo") { return TransportResponse(status: 404, body: .of([])) }
      return try await upstream.stream(request)
    }
  }

  /// Upstream's answer with these parts, streamed or whole as it was asked for.
  static func answer(_ parts: String, to request: TransportRequest) -> TransportResponse {
    let json =
      #"{"response": {"candidates": [{"content": {"role": "model","parts": [\#(parts)]},"finishReason": "STOP"}]}}"#
    let isStream = request.url.hasSuffix("alt=sse")
    return TransportResponse(status: 200, body: .of([Array((isStream ? "data: \(json)\r\n\r\n" : json).utf8)]))
  }
}
