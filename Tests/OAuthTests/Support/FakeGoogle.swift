import Transport

@testable import OAuth

/// Google in memory: answers by path, and remembers what it was asked.
final class FakeGoogle: Sendable {
  struct Call: Sendable {
    var method: String
    var url: String
    var headers: [(name: String, value: String)]
    var body: String

    /// The path, with the colon of custom methods and without the query.
    var path: String { URLParts(url)?.path ?? "" }
    var form: [String: String] { Dictionary(FormEncoding.decode(body).map { ($0.name, $0.value) }) { $1 } }
    var token: String { headers.first { $0.name == "Authorization" }?.value ?? "" }
  }

  typealias Answer = @Sendable (Call) async throws(TransportError) -> (status: Int, body: String)

  private struct State {
    var calls: [Call] = []
    var answers: [String: Answer] = [:]
  }

  private let state = Lock(State())

  var calls: [Call] { state.withLock { $0.calls } }

  func calls(to path: String) -> [Call] { calls.filter { $0.path == path } }

  func on(_ path: String, _ answer: @escaping Answer) { state.withLock { $0.answers[path] = answer } }

  func on(_ path: String, _ status: Int = 200, _ body: String) {
    on(path) { _ throws(TransportError) in (status, body) }
  }

  var client: GoogleClient { GoogleClient(transport: transport, userAgent: "test/1") }

  private var transport: InMemoryTransport {
    InMemoryTransport { request throws(TransportError) in
      let body = String(decoding: request.body.joined(), as: UTF8.self)
      let call = Call(method: request.method, url: request.url, headers: request.headers, body: body)
      let answer = self.state.withLock { state in
        state.calls.append(call)
        return state.answers[call.path]
      }
      guard let answer else { return TransportResponse(status: 404, body: .of([])) }
      let (status, text) = try await answer(call)
      return TransportResponse(status: status, body: .of([Array(text.utf8)]))
    }
  }
}
