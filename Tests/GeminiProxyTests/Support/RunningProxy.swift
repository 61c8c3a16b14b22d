import Logging
import OAuth
import Testing
import Translation
import Transport

@testable import GeminiProxy

/// A proxy that listens on a free port, whose Google lives in memory, and a client that talks to it over HTTP.
struct RunningProxy {
  static let key = "gp-0123456789abcdef0123456789abcdef"

  let proxy: GeminiProxy
  let client: CurlTransport

  static func run(
    _ google: GoogleInMemory, store: FileConfigurationStore? = nil,
    configure: (inout ProxyConfiguration) -> Void = { _ in }, _ body: (RunningProxy) async throws -> Void
  ) async throws {
    var configuration = store?.current.configuration ?? ProxyConfiguration(limits: .current())
    configuration.host = "127.0.0.1"
    configuration.port = 0
    configuration.reactors = 1
    configuration.clientID = "inst"
    configuration.apiKeys = [ClientKey(key: Secret(key))]
    configure(&configuration)
    let proxy = try await GeminiProxy(
      configuration: configuration, store: store, transport: google.transport, logger: Logger(label: "test"),
      announce: { _ in })
    let reactor = try Reactor(name: "client")
    let client = try await CurlTransport(reactors: [reactor])
    let result: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await proxy.run() }
      defer { group.cancelAll() }
      do {
        return .success(try await body(RunningProxy(proxy: proxy, client: client)))
      } catch {
        return .failure(error)
      }
    }
    await reactor.shutdown()
    try result.get()
  }

  struct Answer {
    var status: Int
    var headers: [(name: String, value: String)]
    var text: String

    subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    var json: JSONView? { try? JSONDocument.parse(Array(text.utf8)) }
  }

  func send(
    _ method: String = "GET", _ path: String, _ headers: [(name: String, value: String)] = [], body: String = ""
  ) async throws -> Answer {
    let response = try await client.stream(
      TransportRequest(
        method: method, url: proxy.baseURL + path, headers: headers, body: body.isEmpty ? [] : [Array(body.utf8)],
        silenceTimeout: .seconds(60), proxy: .direct))
    let text = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
    return Answer(status: response.status, headers: response.headers, text: text)
  }

  func chatStatus() async throws -> Int { try await chat().status }

  func chat() async throws -> Answer {
    try await send(
      "POST", "/v1/chat/completions",
      [("Authorization", "Bearer \(Self.key)"), ("Content-Type", "application/json")],
      body: #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"hi"}]}"#)
  }
}
