import GeminiProxy
import OAuth
import ServiceLifecycle
import Simulator
import Testing
import Translation
import Transport

/// Simulator, proxy and a client's transport, each on reactors of its own, talking over real loopback sockets.
struct Stage {
  static let key = "gp-0123456789abcdef0123456789abcdef"

  /// What no log line may hold: the client's key, the account's tokens, and what every prompt begins with.
  static let secrets = [key, "simulated", "Repeat: ", "planted-secret"]

  let proxy: GeminiProxy
  /// What the proxy was started with.
  let configuration: ProxyConfiguration
  let simulator: SimulatorService
  let client: CurlTransport
  let log: CapturedLog
  /// Runs the proxy, and stops it gracefully when told.
  let group: ServiceGroup

  /// Runs `body` with everything up; afterwards the proxy must have let go of all it held for requests.
  static func run(
    pace: Duration? = nil, reactors: Int = 2, keepalive: Int = 15,
    settings change: (inout SimulatorSettings) -> Void = { _ in },
    configure: (inout ProxyConfiguration) -> Void = { _ in }, _ body: (Stage) async throws -> Void
  ) async throws {
    let simulator = try await SimulatorService(pace: pace)
    simulator.update(change)
    var configuration = ProxyConfiguration(limits: .current())
    configuration.host = "127.0.0.1"
    configuration.port = 0
    configuration.apiKeys = [ClientKey(key: Secret(key))]
    configuration.projectID = "test-project"
    configuration.tokenFile = Secret(SimulatorService.token)
    configuration.use(simulator.endpoints())
    configuration.reactors = reactors
    configuration.keepaliveSeconds = keepalive
    configure(&configuration)
    let log = CapturedLog()
    let proxy = try await GeminiProxy(configuration: configuration, waitsForSignIn: true, logger: log.logger())
    let services = ServiceGroup(services: [proxy], logger: log.logger())
    let reactor = try Reactor(name: "client")
    let client = try await CurlTransport(reactors: [reactor])
    let result: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await simulator.run() }
      group.addTask { try? await services.run() }
      defer { group.cancelAll() }
      do {
        return .success(
          try await body(
            Stage(
              proxy: proxy, configuration: configuration, simulator: simulator, client: client, log: log,
              group: services)))
      } catch {
        return .failure(error)
      }
    }
    await reactor.shutdown()
    log.expectNone(of: secrets)
    try result.get()
  }

  /// Polls the proxy until it holds no transfer; fails after many looks. Each look is a round trip to its loops.
  func expectProxyIsIdle() async {
    for _ in 0..<200_000 {
      let snapshots = await proxy.snapshots()
      if snapshots.allSatisfy({ $0.transfers == 0 }) { return }
      await Task.yield()
    }
    Issue.record("the proxy still has transfers: \(await proxy.snapshots())")
  }

  func request(_ body: String, key: String? = Stage.key, path: String = "/v1/chat/completions") -> TransportRequest {
    var headers = [(name: "Content-Type", value: "application/json")]
    if let key { headers.append(("Authorization", "Bearer \(key)")) }
    return TransportRequest(
      method: "POST", url: proxy.baseURL + path, headers: headers, body: [Array(body.utf8)],
      silenceTimeout: .seconds(150), proxy: .direct)
  }

  func status(_ request: TransportRequest) async throws -> Int {
    try await client.stream(request).status
  }

  /// A chat whose answer is `text`, byte for byte.
  func chat(_ text: String, stream: Bool, model: String = "gemini-2.5-flash") -> TransportRequest {
    var body = Array(#"{"model":"\#(model)","stream":\#(stream),"messages":[{"role":"user","content":"#.utf8)
    JSONWriter.string("Repeat: " + text, into: &body)
    body.append(contentsOf: "}]}".utf8)
    return request(String(decoding: body, as: UTF8.self))
  }
}

/// What an OpenAI client reads from a stream.
struct StreamedChat {
  var text = ""
  var finishReasons: [String] = []
  var error: String?
  var isDone = false

  init(_ bytes: [UInt8]) throws {
    var parser = SSEParser()
    var chat = self
    try bytes.withUnsafeBytes { bytes in
      try parser.feed(bytes) { event in
        if event.data.elementsEqual("[DONE]".utf8) {
          chat.isDone = true
          return
        }
        let chunk = try JSONDocument.parse(Array(event.data))
        if let message = chunk["error"]?["message"]?.string { chat.error = message }
        if let piece = chunk["choices"]?[0]?["delta"]?["content"]?.string { chat.text += piece }
        if let reason = chunk["choices"]?[0]?["finish_reason"]?.string { chat.finishReasons.append(reason) }
      }
    }
    self = chat
  }
}
