import Logging
import OAuth
import Testing
import Translation
import Transport

@testable import Server

/// A server on loopback with reactors of its own.
struct TestServer {
  let server: HTTPServer
  let reactors: [Reactor]
  let port: Int

  /// Runs `body` with the server up; afterwards nothing of it may be left.
  static func run(
    reactors count: Int = 1, on address: ListenAddress = .tcp(host: "127.0.0.1", port: 0),
    settings: HTTPServer.Settings = HTTPServer.Settings(), handler: @escaping HTTPServer.Handler,
    _ body: (TestServer) async throws -> Void
  ) async throws {
    let test = try start(count, address, settings, handler)
    let result: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      // Not on the pool: other tests may keep its threads busy for longer than a client waits.
      group.addTask(executorPreference: test.reactors.first) { await test.server.run() }
      defer { group.cancelAll() }
      do {
        return .success(try await body(test))
      } catch {
        return .failure(error)
      }
    }
    for reactor in test.reactors { await reactor.shutdown() }
    let load = test.server.load
    #expect(load.connectionCount == 0)
    #expect(load.requestCount == 0)
    #expect(load.bufferedBytes == 0)
    try result.get()
  }

  /// The sockets are held by the server alone, so that draining it closes them.
  private static func start(
    _ count: Int, _ address: ListenAddress, _ settings: HTTPServer.Settings, _ handler: @escaping HTTPServer.Handler
  ) throws -> TestServer {
    let sockets = try ListeningSocket.listen(on: address)
    let reactors = try (0..<count).map { try Reactor(name: "test-\($0)") }
    return TestServer(
      server: HTTPServer(reactors: reactors, sockets: sockets, settings: settings, handler: handler),
      reactors: reactors, port: sockets.first?.port ?? 0)
  }

  /// One connection's bytes out and everything back.
  func exchange(_ text: String) async throws -> String {
    try await onThread { [port] in
      let client = try RawClient(port: port)
      try client.send(text)
      return try client.receive() ?? ""
    }
  }

  /// Sends `request` on a connection of its own and checks the status of the answer.
  func expect(_ status: Int, for request: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let answer = try await exchange(request)
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)", sourceLocation: sourceLocation)
  }

  /// Polls until `condition` holds; each look is a round trip to the loops.
  func eventually(_ what: Comment, _ condition: () -> Bool) async {
    for _ in 0..<200_000 {
      if condition() { return }
      for reactor in reactors { _ = await reactor.debugSnapshot() }
    }
    Issue.record("never came true: \(what)")
  }
}

/// An account that always works.
struct FixedCredentials: CredentialSource {
  var accounts: [PoolAccount] { [PoolAccount(name: "default")] }

  func credential(of _: String) async throws(CredentialFailure) -> UpstreamCredential {
    UpstreamCredential(
      account: "default", service: .codeAssist(project: nil), proof: .accessToken(Secret("token")))
  }

  func invalidate(_: UpstreamCredential) -> Bool { true }
}

/// The routes of the proxy with an upstream in memory.
enum TestRoutes {
  static let key = "gp-test"

  static func table(
    maximumBodyBytes: Int = 1 << 20, logger: Logger? = nil, upstream: InMemoryTransport? = nil,
    media: MediaFetcher? = nil
  ) -> RouteTable {
    let logger = logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var services = RouteServices(
      transport: upstream ?? InMemoryTransport { answer($0) },
      upstream: Upstream(
        endpoints: [.codeAssist: "https://google.test"], userAgent: "test", credentials: FixedCredentials()),
      clientKeys: ClientKeys { $0 == key ? ClientIdentity(id: "1", name: "laptop") : nil },
      catalogue: .standard, logger: logger, version: "0")
    services.maximumBodyBytes = maximumBodyBytes
    services.mediaFetcher = media
    return RouteTable(services: services)
  }

  /// What Google answers to "Hello".
  static let event = """
    {"response":{"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"finishReason":"STOP"}]}}
    """

  static func answer(_ request: TransportRequest) -> TransportResponse {
    let text = request.url.contains("alt=sse") ? "data: \(event)\r\n\r\n" : event
    return TransportResponse(status: 200, body: .of([Array(text.utf8)]))
  }

  static let chat = #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"Hello"}]}"#

  /// A request to chat; `length` promises a body of that many bytes instead.
  static func request(
    _ body: String = chat, path: String = "/v1/chat/completions", length: Int? = nil, fields: [String] = []
  ) -> String {
    let lines =
      [
        "POST \(path) HTTP/1.1", "Host: h", "Authorization: Bearer \(key)",
        "Content-Length: \(length ?? body.utf8.count)",
      ] + fields
    return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
  }
}
