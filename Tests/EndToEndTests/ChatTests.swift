import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

@Suite(.timeLimit(.minutes(3))) struct ChatTests {
  private static let text = "Grüße, 你好 😀 \"quoted\" back\\slash\nsecond line\u{7}"

  @Test func `A streamed chat is exact and ends properly`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat(Self.text, stream: true))
      #expect(response.status == 200)
      #expect(response.header("content-type") == "text/event-stream")
      let chat = try StreamedChat(try await response.body.collect(upTo: 1 << 20))
      #expect(chat.text == Self.text)
      #expect(chat.finishReasons == ["stop"])
      #expect(chat.isDone)
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `A whole chat is exact`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat(Self.text, stream: false))
      #expect(response.status == 200)
      let answer = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
      #expect(answer["choices"]?[0]?["message"]?["content"]?.string == Self.text)
      #expect(answer["choices"]?[0]?["finish_reason"]?.string == "stop")
    }
  }

  @Test(arguments: [1, 2]) func `Two hundred concurrent streams are each exact`(_ reactors: Int) async throws {
    try await Stage.run(reactors: reactors) { stage in
      let failures = await withTaskGroup(of: String?.self) { group in
        for number in 0..<200 {
          group.addTask {
            let text = (0..<(number % 20 * 4 + 1)).map { "\(number)·\($0) 好" }.joined(separator: " ")
            do {
              let response = try await stage.client.stream(stage.chat(text, stream: true))
              let chat = try StreamedChat(try await response.body.collect(upTo: 1 << 22))
              return chat.text == text && chat.isDone ? nil : "stream \(number): \(chat.text.count) of \(text.count)"
            } catch {
              return "stream \(number): \(error)"
            }
          }
        }
        return await group.reduce(into: [String]()) { if let failure = $1 { $0.append(failure) } }
      }
      #expect(failures == [])
      await stage.expectProxyIsIdle()
    }
  }

  @Test func `A client that leaves ends the upstream call`() async throws {
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
  func `An upstream's refusal is an honest status in the client's shape`(_ stream: Bool) async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(stage.chat("x", stream: stream, model: "sim-capacity"))
      #expect([429, 503].contains(response.status))
      #expect(response.header("content-type") == "application/json")
      let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
      #expect(error["error"]?["message"]?.string?.contains("No capacity available") == true)
    }
  }

  @Test func `Without a key there is no answer, with any carrier there is one`() async throws {
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

  @Test(arguments: ["/chat/completions", "/v1/v1/chat/completions", "//v1//chat/completions/", "/v1/chat/completions"])
  func `Paths are forgiving as clients need`(_ path: String) async throws {
    try await Stage.run { stage in
      let body = #"{"model":"gemini-2.5-flash","messages":[{"role":"user","content":"hi"}]}"#
      let status = try await stage.status(stage.request(body, path: path))
      #expect(status == 200)
    }
  }

  @Test func `A bad body is a 400 that names the field, and the connection serves on`() async throws {
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

  @Test func `A silent stream is kept alive by comments, and the answer still comes`() async throws {
    try await Stage.run(pace: .milliseconds(1400), keepalive: 1) { stage in
      let response = try await stage.client.stream(stage.chat("a b", stream: true))
      let bytes = try await response.body.collect(upTo: 1 << 20)
      #expect(String(decoding: bytes, as: UTF8.self).contains("\n: keep-alive\n"))
      #expect(try StreamedChat(bytes).text == "a b")
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
