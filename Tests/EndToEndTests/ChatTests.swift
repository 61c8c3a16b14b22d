import GeminiProxy
import Glibc
import OAuth
import Simulator
import Testing
import Translation
import Transport

@Suite(.timeLimit(.minutes(3))) struct ChatTests {
  private static let text = "Grüße, 你好 😀 \"quoted\" back\\slash\nsecond line\u{7}"

  @Test func `CL-CS8 CL-X11 CL-CS7 a streamed chat is exact and ends properly`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat(Self.text, stream: true))
      #expect(response.status == 200)
      #expect(response.header("content-type") == "text/event-stream")
      #expect(response.header("cache-control") == "no-cache" && response.header("x-accel-buffering") == "no")
      #expect(response.header("content-length") == nil && response.header("content-encoding") == nil)
      let bytes = try await response.body.collect(upTo: 1 << 20)
      for event in String(decoding: bytes, as: UTF8.self).split(separator: "\n\n") {
        #expect(event.hasPrefix("data: ") && !event.contains("\n") && event.count > 6, "\(event)")
      }
      let chat = try StreamedChat(bytes)
      #expect(chat.text == Self.text)
      #expect(chat.finishReasons == ["stop"])
      #expect(chat.isDone)
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `CL-X12 CF-P11 a whole chat is exact`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat(Self.text, stream: false))
      #expect(response.status == 200)
      #expect(response.header("content-type") == "application/json")
      let bytes = try await response.body.collect(upTo: 1 << 20)
      #expect(response.header("content-length") == "\(bytes.count)" && bytes.first == UInt8(ascii: "{"))
      let answer = try JSONDocument.parse(bytes)
      #expect(answer["choices"]?[0]?["message"]?["content"]?.string == Self.text)
      #expect(answer["choices"]?[0]?["finish_reason"]?.string == "stop")
    }
  }

  /// Streams so many chats at once; what was wrong with any of them.
  private static func failures(of count: Int, _ stage: Stage, by client: CurlTransport) async -> [String] {
    await withTaskGroup(of: String?.self) { group in
      for number in 0..<count {
        group.addTask {
          let text = (0..<(number % 20 * 4 + 1)).map { "\(number)·\($0) 好" }.joined(separator: " ")
          do {
            let response = try await client.stream(stage.chat(text, stream: true))
            let chat = try StreamedChat(try await response.body.collect(upTo: 1 << 22))
            return chat.text == text && chat.isDone ? nil : "stream \(number): \(chat.text.count) of \(text.count)"
          } catch {
            return "stream \(number): \(error)"
          }
        }
      }
      return await group.reduce(into: [String]()) { if let failure = $1 { $0.append(failure) } }
    }
  }

  @Test(arguments: [1, 2]) func `Two hundred concurrent streams are each exact`(_ reactors: Int) async throws {
    try await Stage.run(reactors: reactors) { stage in
      #expect(await Self.failures(of: 200, stage, by: stage.client) == [])
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `A thousand concurrent chats are each exact and leave nothing behind`() async throws {
    try await Stage.run { stage in
      func held() async -> [[Int]] {
        await stage.proxy.snapshots().map { [$0.jobs, $0.descriptors, $0.timers, $0.continuations, $0.transfers] }
      }
      // What a first chat brings for good, such as the account's, is there before anything counts.
      #expect(await Self.failures(of: 1, stage, by: stage.client) == [])
      await stage.expectProxyIsIdle()
      let before = await held()
      let reactor = try Reactor(name: "thousand")
      let failures = await Self.failures(of: 1000, stage, by: try CurlTransport(reactors: [reactor]))
      await reactor.shutdown()
      #expect(failures == [])
      // No more than before: what was idle then may have ended meanwhile.
      func isNoMore(_ after: [[Int]]) -> Bool {
        zip(after, before).allSatisfy { zip($0, $1).allSatisfy { $0 <= $1 } }
      }
      var after = await held()
      for _ in 0..<200_000 where !isNoMore(after) {
        await Task.yield()
        after = await held()
      }
      #expect(isNoMore(after), "\(after), before it was \(before)")
    }
  }

  @Test func `CL-X10 CF-X13 a client that leaves ends the upstream call`() async throws {
    // The simulator would need minutes for this answer.
    try await Stage.run(pace: .milliseconds(100)) { stage in
      let text = Array(repeating: "word", count: 2000).joined(separator: " ")
      do {
        let response = try await stage.client.stream(stage.chat(text, stream: true))
        var buffer: [UInt8] = []
        #expect(try await response.body.read(into: &buffer))
      }
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `An upstream that breaks off is told inside the stream`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat("a b c d e f", stream: true, model: "sim-break-off"))
      #expect(response.status == 200)
      let chat = try StreamedChat(try await response.body.collect(upTo: 1 << 20))
      #expect(chat.text == "a b c ")
      #expect(chat.error != nil)
      #expect(chat.finishReasons.isEmpty)
    }
  }

  @Test(arguments: [true, false])
  func `CL-X13 CL-CE1 an upstream's refusal is an honest status in the client's shape`(_ stream: Bool) async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat("x", stream: stream, model: "sim-capacity"))
      #expect([429, 503].contains(response.status))
      #expect(response.header("content-type") == "application/json")
      let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
      #expect(error["error"]?["message"]?.string?.contains("No capacity available") == true)
    }
  }

  @Test func `CL-X1 CL-X2 without a key there is no answer, with any carrier there is one`() async throws {
    try await Stage.run { stage in
      let body = #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"hi"}]}"#
      for key in [nil, "", "gp-0123456789abcdef0123456789abcdee", Stage.key + "0"] {
        let status = try await stage.status(stage.request(body, key: key))
        #expect(status == 401)
      }
      let carriers = [
        ("Authorization", "bearer  \(Stage.key)"), ("x-api-key", Stage.key), ("x-goog-api-key", Stage.key),
        ("api-key", Stage.key),
      ]
      for (name, value) in carriers {
        var request = stage.request(body, key: nil)
        request.headers.append((name, value))
        let status = try await stage.status(request)
        #expect(status == 200, "\(name)")
      }
      let query = stage.request(body, key: nil, path: "/v1/chat/completions?key=\(Stage.key)")
      let status = try await stage.status(query)
      #expect(status == 200)
    }
  }

  @Test(arguments: [
    "/chat/completions", "/v1/v1/chat/completions", "//v1//chat/completions/", "/v1/chat/completions",
    "/v1/chat/completions?beta=true&api-version=2024-10-01&limit=5",
  ])
  func `CL-X3 CL-X4 paths are forgiving as clients need`(_ path: String) async throws {
    try await Stage.run { stage in
      let body = #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"hi"}]}"#
      let status = try await stage.status(stage.request(body, path: path))
      #expect(status == 200)
    }
  }

  @Test func `CL-X9 a bad body is a 400 that names the field, and the connection serves on`() async throws {
    try await Stage.run { stage in
      for body in ["", "{", "[]", #"{"model":"gemini-2.5-flash"}"#, #"{"model":"../x","messages":[]}"#] {
        let response = try await stage.client.stream(stage.request(body))
        #expect([400, 404].contains(response.status), "\(body)")
        let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
        #expect(error["error"]?["message"]?.string?.isEmpty == false)
      }
      let status = try await stage.status(stage.chat("x", stream: false))
      #expect(status == 200)
    }
  }

  @Test(arguments: [MediaFetching.off, .public, .proxy])
  func `CF-I3 an image that may not be fetched is refused in words, not dropped`(_ fetching: MediaFetching) async throws
  {
    try await Stage.run(configure: { $0.fetchMedia = fetching }) { stage in
      let part = #"{"type":"image_url","image_url":{"url":"http://127.0.0.1/a.png"}}"#
      let body = #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":[\#(part)]}]}"#
      let response = try await stage.client.stream(stage.request(body))
      #expect(response.status == 400)
      let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
      #expect(error["error"]?["message"]?.string?.contains("inline") == true)
      #expect(error["error"]?["param"]?.string == "messages[0].content[0].image_url.url")
    }
  }

  @Test func `CL-CS9 CL-X15 a silent stream is kept alive by comments, and the answer still comes`() async throws {
    try await Stage.run(pace: .milliseconds(1400), keepalive: 1) { stage in
      let response = try await stage.client.stream(stage.chat("a b", stream: true))
      let bytes = try await response.body.collect(upTo: 1 << 20)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\n: keep-alive\n"))
      #expect(try StreamedChat(bytes).text == "a b")
    }
  }

  @Test func `CF-F2 CF-F3 CL-CS2 an id and a time are one answer's own, in all of its chunks`() async throws {
    try await Stage.run { stage in
      var ids: Set<String> = []
      let began = Int(time(nil))
      for stream in [true, true, false, false] {
        let response = try await stage.client.stream(stage.chat("a b c d", stream: stream))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        let pieces =
          stream ? text.split(separator: "\n\n").map { $0.dropFirst(6) }.filter { $0 != "[DONE]" } : [text[...]]
        let chunks = try pieces.map { try JSONDocument.parse(Array($0.utf8)) }
        #expect(stream ? chunks.count > 3 : chunks.count == 1)
        let found = Set(chunks.map { "\($0["id"]?.string ?? "") \($0["created"]?.int ?? 0)" })
        #expect(found.count == 1, "\(found)")
        let id = try #require(chunks.first?["id"]?.string)
        #expect(id.hasPrefix("chatcmpl-") && ids.insert(id).inserted)
        #expect((began...Int(time(nil))).contains(chunks.first?["created"]?.int ?? 0))
      }
    }
  }

  @Test(arguments: [("/v1/chat/completions", "message"), ("/v1beta/models/gemini-2.5-flash:generateContent", "status")])
  func `CL-X8 CF-X17 a body over the limit is a 413 in the shape of the API`(_ path: String, _ field: String)
    async throws
  {
    try await Stage.run(configure: { $0.maxBodyBytes = 4096 }) { stage in
      let response = try await stage.client.stream(
        stage.request(#"{"contents":"\#(String(repeating: "a", count: 8192))"}"#, path: path))
      #expect(response.status == 413)
      let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))["error"]
      #expect(error?[field == "status" ? "status" : "message"]?.string?.isEmpty == false)
      let status = try await stage.status(stage.chat("x", stream: false))
      #expect(status == 200)
    }
  }

  @Test(arguments: ["/v1/audio/translations", "/v1/images/edits", "/v1/files", "/v1/nothing"])
  func `CL-CE5 CL-X7 what is not offered is said so in JSON`(_ path: String) async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.request("{}", path: path))
      #expect([404, 501].contains(response.status))
      #expect(response.header("content-type") == "application/json")
      let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))["error"]
      #expect(error?["message"]?.string?.isEmpty == false && error?["type"]?.string != nil)
    }
  }

  @Test(arguments: [true, false])
  func `An answer cut off without a finish reason is an error, not a stop`(_ stream: Bool) async throws {
    let payload = #"{"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "half"}]}}]}}"#
    let memory = InMemoryTransport { request in
      guard request.url.contains("enerateContent") else { return TransportResponse(status: 404, body: .of([])) }
      let bytes = Array((stream ? "data: \(payload)\r\n\r\n" : payload).utf8)
      return TransportResponse(status: 200, body: .of([bytes]))
    }
    var configuration = ProxyConfiguration(limits: .current())
    configuration.port = 0
    configuration.host = "127.0.0.1"
    configuration.tokenFile = Secret(SimulatorService.token)
    configuration.projectID = "configured"
    let proxy = try await GeminiProxy(configuration: configuration, transport: memory)
    let reactor = try Reactor(name: "client")
    let client = try await CurlTransport(reactors: [reactor])
    let (status, bytes): (Int, [UInt8]) = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await proxy.run() }
      defer { group.cancelAll() }
      let body = #"{"model":"gemini-2.5-pro","stream":\#(stream),"messages":[{"role":"user","content":"hi"}]}"#
      let response = try await client.stream(
        TransportRequest(
          method: "POST", url: proxy.baseURL + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct))
      return (response.status, try await response.body.collect(upTo: 1 << 20))
    }
    await reactor.shutdown()
    guard stream else {
      #expect(status == 502)
      return
    }
    let chat = try StreamedChat(bytes)
    #expect(chat.text == "half")
    #expect(chat.error != nil)
    #expect(chat.finishReasons.isEmpty)
  }

  @Test func `An embedder's own transport replaces libcurl`() async throws {
    let answer =
      #"data: {"response": {"candidates": [{"content": {"role": "model","parts": [{"text": "from memory"}]},"#
      + #""finishReason": "STOP"}]}}"#
    let memory = InMemoryTransport { request in
      guard request.url == "https://cloudcode-pa.googleapis.com/v1internal:streamGenerateContent?alt=sse" else {
        return TransportResponse(status: 404, body: .of([]))
      }
      return TransportResponse(status: 200, body: .of([Array((answer + "\r\n\r\n").utf8)]))
    }
    var configuration = ProxyConfiguration(limits: .current())
    configuration.port = 0
    configuration.host = "127.0.0.1"
    configuration.tokenFile = Secret(SimulatorService.token)
    configuration.projectID = "configured"
    let proxy = try await GeminiProxy(configuration: configuration, transport: memory)
    let reactor = try Reactor(name: "client")
    let client = try await CurlTransport(reactors: [reactor])
    let bytes: [UInt8] = try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await proxy.run() }
      defer { group.cancelAll() }
      let body = #"{"model":"gemini-2.5-pro","stream":true,"messages":[{"role":"user","content":"hi"}]}"#
      let response = try await client.stream(
        TransportRequest(
          method: "POST", url: proxy.baseURL + "/v1/chat/completions", body: [Array(body.utf8)], proxy: .direct))
      return try await response.body.collect(upTo: 1 << 20)
    }
    await reactor.shutdown()
    #expect(try StreamedChat(bytes).text == "from memory")
  }
}
