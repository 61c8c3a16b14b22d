import GeminiProxy
import Glibc
import OAuth
import Simulator
import TestFolders
import Testing
import Translation
import Transport

/// A client that drops thought signatures, between a proxy and an upstream that insists on them.
@Suite(.timeLimit(.minutes(3))) struct SignatureTests {
  private static let model = "gemini-3-pro-preview"
  private static let signature = "U2lnbmVkLWJ5LXVwc3RyZWFt"

  /// Answers the first turn with a signed call, and takes a call back only with its signature or the bypass value.
  private static let strict = InMemoryTransport { (request: TransportRequest) throws(TransportError) in
    guard let body = try? JSONDocument.parse(request.body.flatMap { $0 }), let contents = body["request"]?["contents"]
    else { throw .protocolViolation("no request") }
    var accepted: [String] = []
    for content in contents.elements where content["role"]?.string == "model" {
      guard let part = content["parts"]?.elements.first(where: { $0["functionCall"] != nil }) else { continue }
      accepted.append(part["thoughtSignature"]?.string ?? "")
    }
    guard !accepted.isEmpty else {
      return MemoryStage.answer(
        #"{"functionCall": {"name": "look_up","args": {"q": "a"}},"thoughtSignature": "\#(signature)"},"#
          + #"{"functionCall": {"name": "look_up","args": {"q": "b"}}}"#, to: request)
    }
    let unsigned = accepted.filter { $0 != signature && $0 != GenerateRequest.signatureBypass }
    guard unsigned.isEmpty else {
      let message = "Function call is missing a thought_signature in functionCall parts."
      return TransportResponse(
        status: 400,
        body: .of([Array(#"{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"\#(message)"}}"#.utf8)]))
    }
    return MemoryStage.answer(#"{"text": "\#(accepted.joined(separator: " "))"}"#, to: request)
  }

  /// A proxy for the length of `body`, with the keys `one` and `two`.
  private func withProxy<Value: Sendable>(
    folder: String?, _ body: (String, CurlTransport) async throws -> Value
  ) async throws -> Value {
    try await MemoryStage.run(
      upstream: Self.strict, stateFolder: folder,
      configure: { $0.apiKeys = [ClientKey(key: Secret("one")), ClientKey(key: Secret("two"))] }, body)
  }

  private func ask(
    _ url: String, _ client: CurlTransport, key: String = "one", prompt: String = "q", history: String = "",
    stream: Bool
  ) async throws -> [UInt8] {
    let tool = #"{"type":"function","function":{"name":"look_up","parameters":{"type":"object","properties":{}}}}"#
    let body =
      #"{"model":"\#(Self.model)","stream":\#(stream),"tools":[\#(tool)],"#
      + #""messages":[{"role":"user","content":"\#(prompt)"}\#(history)]}"#
    let response = try await client.stream(
      TransportRequest(
        method: "POST", url: url + "/v1/chat/completions", headers: [("Authorization", "Bearer \(key)")],
        body: [Array(body.utf8)], proxy: .direct))
    let bytes = try await response.body.collect(upTo: 1 << 20)
    try #require(response.status == 200, "\(String(decoding: bytes, as: UTF8.self))")
    return bytes
  }

  /// The ids of the calls that the first turn is answered with.
  private func firstTurn(
    _ url: String, _ client: CurlTransport, prompt: String = "q", stream: Bool = true
  ) async throws -> [String] {
    let bytes = try await ask(url, client, prompt: prompt, stream: stream)
    guard stream else {
      let calls = try JSONDocument.parse(bytes)["choices"]?[0]?["message"]?["tool_calls"]
      #expect(calls?[0]?["extra_content"]?["google"]?["thought_signature"]?.string == Self.signature)
      return (calls.map { Array($0.elements) } ?? []).compactMap { $0["id"]?.string }
    }
    var parser = SSEParser()
    var ids: [String] = []
    try bytes.withUnsafeBytes { bytes in
      try parser.feed(bytes) { event in
        guard let chunk = try? JSONDocument.parse(Array(event.data)) else { return }
        if let id = chunk["choices"]?[0]?["delta"]?["tool_calls"]?[0]?["id"]?.string { ids.append(id) }
      }
    }
    return ids
  }

  /// The second turn without any signature; the answer names what upstream was sent for it.
  private func secondTurn(
    _ url: String, _ client: CurlTransport, key: String = "one", ids: [String]
  ) async throws -> String? {
    let calls = ids.map { #"{"id":"\#($0)","type":"function","function":{"name":"look_up","arguments":"{}"}}"# }
    let results = ids.map { #",{"role":"tool","tool_call_id":"\#($0)","content":"r"}"# }
    let history =
      #",{"role":"assistant","content":null,"tool_calls":[\#(calls.joined(separator: ","))]}"# + results.joined()
    let bytes = try await ask(url, client, key: key, history: history, stream: false)
    return try JSONDocument.parse(bytes)["choices"]?[0]?["message"]?["content"]?.string
  }

  @Test(arguments: [true, false])
  func `CF-G3 CF-G4 CF-G15 CL-X23 a dropped signature is put back`(_ stream: Bool) async throws {
    try await withProxy(folder: nil) { url, client in
      let ids = try await firstTurn(url, client, stream: stream)
      #expect(ids.count == 2)
      let sent = try await secondTurn(url, client, ids: ids)
      #expect(sent == Self.signature)
    }
  }

  @Test func `CF-G2 a history never seen gets the bypass value, and so does another client's`() async throws {
    try await withProxy(folder: nil) { url, client in
      let ids = try await firstTurn(url, client, stream: true)
      let unknown = try await secondTurn(url, client, ids: ["call_unknown"])
      #expect(unknown == GenerateRequest.signatureBypass)
      let foreign = try await secondTurn(url, client, key: "two", ids: ids)
      #expect(foreign == GenerateRequest.signatureBypass)
    }
  }

  @Test(arguments: [true, false]) func `CF-G4 signatures survive a restart`(_ isDamaged: Bool) async throws {
    let folder = TemporaryFolder()
    let ids = try await withProxy(folder: folder.path) { try await firstTurn($0, $1, stream: true) }
    if isDamaged { truncate(folder.file("signatures.db"), 20) }
    let sent = try await withProxy(folder: folder.path) { try await secondTurn($0, $1, ids: ids) }
    #expect(sent == (isDamaged ? GenerateRequest.signatureBypass : Self.signature))
  }

  /// The simulator takes back its own signatures and the bypass value; what the proxy sends is recorded on the way.
  @Test func `CF-G1 CF-G4 against the simulator's rules, in one life of the proxy and the next`() async throws {
    let folder = TemporaryFolder()
    let simulator = try await SimulatorService()
    let reactor = try Reactor(name: "relay")
    let curl = try await CurlTransport(reactors: [reactor])
    let sent = Lock<[String]>([])
    let recording = InMemoryTransport { (request: TransportRequest) throws(TransportError) in
      let body = try? JSONDocument.parse(request.body.flatMap { $0 })
      for content in body?["request"]?["contents"]?.elements.map({ $0 }) ?? [] {
        for part in content["parts"]?.elements.map({ $0 }) ?? [] where part["functionCall"] != nil {
          sent.withLock { $0.append(part["thoughtSignature"]?.string ?? "none") }
        }
      }
      return try await curl.stream(request)
    }
    let result: Result<Void, any Error> = await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await simulator.run() }
      defer { group.cancelAll() }
      do {
        let configure: (inout ProxyConfiguration) -> Void = { $0.codeAssistEndpoint = simulator.baseURL }
        let prompt = #"look_up({\"q\":\"a\"})"#
        let ids = try await MemoryStage.run(upstream: recording, stateFolder: folder.path, configure: configure) {
          url, client in
          let ids = try await firstTurn(url, client, prompt: prompt)
          _ = try await secondTurn(url, client, ids: ids)
          return ids
        }
        _ = try await MemoryStage.run(upstream: recording, stateFolder: folder.path, configure: configure) {
          url, client in
          try await secondTurn(url, client, ids: ids)
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    await reactor.shutdown()
    try result.get()
    let signatures = sent.withLock { $0 }
    try #require(signatures.count == 2)
    #expect(signatures[0] == signatures[1] && !["none", GenerateRequest.signatureBypass].contains(signatures[0]))
  }
}
