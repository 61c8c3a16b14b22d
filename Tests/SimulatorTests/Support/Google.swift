import OAuth
import Simulator
import Testing
import Translation
import Transport

/// A running simulator and a transport that talks to it over a real socket.
struct Google {
  let simulator: SimulatorService
  let client: CurlTransport

  static func run(
    _ settings: SimulatorSettings = SimulatorSettings(), _ body: (Google) async throws -> Void
  ) async throws {
    let simulator = try await SimulatorService(settings: settings)
    let reactor = try Reactor(name: "client")
    let client = try await CurlTransport(reactors: [reactor])
    let result: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await simulator.run() }
      defer { group.cancelAll() }
      do {
        return .success(try await body(Google(simulator: simulator, client: client)))
      } catch {
        return .failure(error)
      }
    }
    await reactor.shutdown()
    try result.get()
  }

  /// A whole answer.
  struct Answer {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSONView? { try? JSONDocument.parse(body) }

    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
  }

  func get(_ path: String, token: String? = nil) async throws -> Answer {
    try await send(method: "GET", path, token.map { ["Authorization": "Bearer \($0)"] } ?? [:], [])
  }

  func post(
    _ path: String, _ body: String, token: String? = "simulated", headers: [String: String] = [:]
  ) async throws -> Answer {
    var headers = headers
    headers["Content-Type"] = "application/json"
    if let token { headers["Authorization"] = "Bearer \(token)" }
    return try await send(method: "POST", path, headers, Array(body.utf8))
  }

  func post(form: [String: String], _ path: String = "/token") async throws -> Answer {
    let body = FormEncoding.encode(form.map { (name: $0.key, value: $0.value) })
    return try await send(
      method: "POST", path, ["Content-Type": "application/x-www-form-urlencoded"], Array(body.utf8))
  }

  private func send(
    method: String, _ path: String, _ headers: [String: String], _ body: [UInt8]
  ) async throws -> Answer {
    let response = try await client.stream(
      TransportRequest(
        method: method, url: simulator.baseURL + path, headers: headers.map { (name: $0.key, value: $0.value) },
        body: body.isEmpty ? [] : [body], silenceTimeout: .seconds(60), proxy: .direct))
    let whole = try await response.body.collect(upTo: 1 << 22)
    return Answer(status: response.status, headers: response.headers, body: whole)
  }
}
