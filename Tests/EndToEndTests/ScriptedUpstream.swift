import GeminiProxy
import Transport

/// An upstream that gives prepared answers, one to a call, the last of them for ever.
final class ScriptedUpstream: Sendable {
  enum Answer: Sendable {
    /// Payloads in the form the call asks for: events, or one body made of the only payload.
    case payloads([String])
    case status(Int, String)
    /// Payloads, then a connection that breaks.
    case brokenOff([String])
    case unreachable(TransportError)
    /// A body that the test itself writes, when it thinks fit.
    case stream(ByteStream)
  }

  private let answers: [Answer]
  private let requests = Lock<[TransportRequest]>([])

  init(_ answers: [Answer]) {
    self.answers = answers
  }

  /// The bodies of the calls so far.
  var bodies: [String] {
    requests.withLock { $0.map { String(decoding: $0.body.flatMap { $0 }, as: UTF8.self) } }
  }

  var callCount: Int { requests.withLock { $0.count } }

  var transport: InMemoryTransport {
    InMemoryTransport { (request: TransportRequest) throws(TransportError) in
      let number = self.requests.withLock { list in
        list.append(request)
        return list.count - 1
      }
      let isStream = request.url.hasSuffix("alt=sse")
      func body(_ payloads: [String]) -> [[UInt8]] {
        payloads.map { Array((isStream ? "data: \($0)\r\n\r\n" : $0).utf8) }
      }
      switch self.answers[min(number, self.answers.count - 1)] {
      case .payloads(let payloads): return TransportResponse(status: 200, body: .of(body(payloads)))
      case .status(let status, let text): return TransportResponse(status: status, body: .of([Array(text.utf8)]))
      case .brokenOff(let payloads):
        return TransportResponse(status: 200, body: .of(body(payloads), ending: .failure(.closedEarly)))
      case .unreachable(let error): throw error
      case .stream(let body): return TransportResponse(status: 200, body: body)
      }
    }
  }

  /// Runs a proxy in front of it, and `body` with the proxy's address and a client.
  func run(
    keepalive: Int = 15, retries: Int = 3, configure: (inout ProxyConfiguration) -> Void = { _ in },
    _ body: (String, CurlTransport) async throws -> Void
  ) async throws {
    try await MemoryStage.run(upstream: transport) {
      $0.keepaliveSeconds = keepalive
      $0.maxRetries = retries
      configure(&$0)
    } _: {
      try await body($0, $1)
    }
  }
}

/// What came back, whether the body ended or broke.
struct ReceivedAnswer {
  let status: Int
  let headers: TransportResponse
  var bytes: [UInt8] = []
  var isBroken = false

  var text: String { String(decoding: bytes, as: UTF8.self) }

  init(_ response: TransportResponse) async {
    status = response.status
    headers = response
    var buffer: [UInt8] = []
    do {
      while try await response.body.read(into: &buffer) { bytes += buffer }
    } catch {
      isBroken = true
    }
  }
}
