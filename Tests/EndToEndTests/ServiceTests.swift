import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// The same clients, whichever of Google's services answers.
@Suite(.timeLimit(.minutes(3))) struct ServiceTests {
  private static let contents = #"{"contents":[{"role":"user","parts":[{"text":"Repeat: one two three"}]}]}"#

  @Test(arguments: ServiceAccess.allCases)
  func `Chat, streams, native calls and counts do not know which one it is`(_ access: ServiceAccess) async throws {
    try await Stage.run([access]) { stage in
      let whole = try await stage.client.stream(stage.chat("hello there", stream: false))
      let answer = try JSONDocument.parse(try await whole.body.collect(upTo: 1 << 20))
      #expect(answer["choices"]?[0]?["message"]?["content"]?.string == "hello there")
      let streamed = try await stage.client.stream(stage.chat("a b c d", stream: true))
      let chat = try StreamedChat(try await streamed.body.collect(upTo: 1 << 20))
      #expect(chat.text == "a b c d" && chat.isDone && chat.error == nil)
      let native = try JSONDocument.parse(
        Array(try await stage.native("/v1beta/models/gemini-2.5-flash:generateContent", Self.contents).utf8))
      #expect(native["candidates"]?[0]?["content"]?["parts"]?[0]?["text"]?.string == "one two three")
      #expect(native["response"] == nil)
      let events = try await stage.native(
        "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", Self.contents)
      #expect(events.hasPrefix("data: {") && !events.contains(#""response""#) && events.contains("STOP"))
      let count = try JSONDocument.parse(
        Array(try await stage.native("/v1beta/models/gemini-2.5-flash:countTokens", Self.contents).utf8))
      #expect((count["totalTokens"]?.int ?? 0) > 0)
      #expect(stage.simulator.calls(to: UpstreamKind(access.kind)) == 5)
      let readiness = try await ready(stage)
      #expect(readiness == 200)
    }
  }

  private func ready(_ stage: Stage) async throws -> Int {
    try await stage.status(TransportRequest(url: stage.proxy.baseURL + "/ready", proxy: .direct))
  }

  @Test(arguments: ServiceAccess.allCases)
  func `CF-N10 embeddings are real where the service has them`(_ access: ServiceAccess) async throws {
    try await Stage.run([access]) { stage in
      let item = #"{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"x"}]},"outputDimensionality":8}"#
      let path = "/v1beta/models/gemini-embedding-001"
      guard access != .codeAssist else {
        let refusal = try await stage.native(path + ":embedContent", item, status: 501)
        #expect(refusal.contains("UNIMPLEMENTED") && refusal.contains("ai_studio"))
        return
      }
      let one = try JSONDocument.parse(Array(try await stage.native(path + ":embedContent", item).utf8))
      #expect(one["embedding"]?["values"]?.elements.map { $0 }.count == 8)
      let other = item.replacing(#""x""#, with: #""y""#)
      let many = try JSONDocument.parse(
        Array(try await stage.native(path + ":batchEmbedContents", #"{"requests":[\#(item),\#(other)]}"#).utf8))
      let vectors = (many["embeddings"] ?? many).elements.map {
        $0["values"].map { String(decoding: $0.source, as: UTF8.self) }
      }
      #expect(vectors.count == 2 && vectors[0] != vectors[1])
      #expect(vectors[0] == one["embedding"]?["values"].map { String(decoding: $0.source, as: UTF8.self) })
    }
  }

  @Test func `Three services in one list: each model goes where it is served`() async throws {
    try await Stage.run([.codeAssist, .studioKey, .vertexServiceAccount]) { stage in
      for number in 0..<12 {
        let response = try await stage.client.stream(stage.chat("number \(number)", stream: number % 2 == 0))
        #expect(response.status == 200)
        _ = try await response.body.collect(upTo: 1 << 20)
      }
      for kind in UpstreamKind.allCases { #expect(stage.simulator.calls(to: kind) == 4, "\(kind) had its turns") }
      let before = stage.simulator.calls(to: .codeAssist)
      for model in ["gemini-2.5-flash-image", "gemma-4-31b-it"] {
        let status = try await stage.status(stage.chat("a picture", stream: false, model: model))
        #expect(status == 200)
      }
      _ = try await stage.native("/v1beta/models/gemini-embedding-001:embedContent", #"{"content":"x"}"#)
      #expect(stage.simulator.calls(to: .codeAssist) == before, "none of these is Code Assist's")
      let list = try await stage.client.stream(
        TransportRequest(
          url: stage.proxy.baseURL + "/v1/models", headers: [("Authorization", "Bearer \(Stage.key)")], proxy: .direct))
      let ids = try JSONDocument.parse(try await list.body.collect(upTo: 1 << 20))["data"]
      let names = (ids.map { Array($0.elements) } ?? []).compactMap { $0["id"]?.string }
      #expect(names.contains("gemma-4-31b-it") && names.contains("gemini-2.5-pro"))
    }
  }

  @Test func `Models are listed by the services there are`() async throws {
    for (access, hasGemma) in [(ServiceAccess.codeAssist, false), (.studioKey, true), (.vertexExpress, false)] {
      try await Stage.run([access]) { stage in
        let list = try await stage.client.stream(
          TransportRequest(
            url: stage.proxy.baseURL + "/v1/models", headers: [("Authorization", "Bearer \(Stage.key)")],
            proxy: .direct))
        let text = String(decoding: try await list.body.collect(upTo: 1 << 20), as: UTF8.self)
        #expect(text.contains("gemma-4") == hasGemma && text.contains("gemini-2.5-pro"))
        #expect(text.contains("gemini-embedding-001") == (access != .codeAssist))
      }
    }
  }

  @Test func `Signatures do not cross from one service to another`() async throws {
    try await Stage.run([.codeAssist]) { stage in
      let tool =
        #""tools":[{"type":"function","function":{"name":"look_up","parameters":{"type":"object","properties":{}}}}]"#
      let model = #""model":"gemini-3-pro-preview""#
      let user = #"{"role":"user","content":"look_up({})"}"#
      let first = try await stage.client.stream(stage.request(#"{\#(model),\#(tool),"messages":[\#(user)]}"#))
      let message = try #require(
        try JSONDocument.parse(try await first.body.collect(upTo: 1 << 20))["choices"]?[0]?["message"])
      let call = try #require(message["tool_calls"]?[0]?["id"]?.string)
      let history = String(decoding: message.source, as: UTF8.self)
      #expect(history.contains("thought_signature"))
      var configuration = stage.configuration
      configuration.accounts = [try ServiceAccess.studioKey.account]
      try await stage.proxy.apply(configuration)
      // Upstream refuses what another service has signed.
      let second = try await stage.client.stream(
        stage.request(
          #"{\#(model),\#(tool),"messages":[\#(user),\#(history),{"role":"tool","tool_call_id":"\#(call)","content":"5"}]}"#
        ))
      let text = String(decoding: try await second.body.collect(upTo: 1 << 20), as: UTF8.self)
      #expect(second.status == 200, "\(text)")
      #expect(stage.simulator.calls(to: .aiStudio) == 1)
    }
  }

  @Test func `Signatures in native histories do not either`() async throws {
    try await Stage.run([.codeAssist]) { stage in
      let path = "/v1beta/models/gemini-3-pro-preview:generateContent"
      let tools = #""tools":[{"functionDeclarations":[{"name":"look_up"}]}]"#
      let user = #"{"role":"user","parts":[{"text":"look_up({})"}]}"#
      let first = try JSONDocument.parse(
        Array(try await stage.native(path, #"{"contents":[\#(user)],\#(tools)}"#).utf8))
      let turn = try #require(first["candidates"]?[0]?["content"])
      let model = String(decoding: turn.source, as: UTF8.self)
      #expect(model.contains("thoughtSignature"))
      var configuration = stage.configuration
      configuration.accounts = [try ServiceAccess.studioKey.account]
      try await stage.proxy.apply(configuration)
      let result = #"{"role":"user","parts":[{"functionResponse":{"name":"look_up","response":{"x":1}}}]}"#
      let answer = try await stage.native(path, #"{"contents":[\#(user),\#(model),\#(result)],\#(tools)}"#)
      #expect(answer.contains("STOP"))
      #expect(stage.simulator.calls(to: .aiStudio) == 1, "the signature is known to be another service's")
    }
  }

  @Test(arguments: ServiceAccess.allCases, ["sim-error-array", "sim-error-object", "sim-error-event-stream"])
  func `Errors are understood in every encoding`(_ access: ServiceAccess, _ model: String) async throws {
    try await Stage.run([access]) { stage in
      for isStream in [false, true] {
        let response = try await stage.client.stream(stage.chat("x", stream: isStream, model: model))
        let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))["error"]
        #expect(response.status == 400 && error?["type"]?.string == "invalid_request_error")
      }
    }
  }

  @Test(arguments: [ServiceAccess.studioKey, .vertexExpress])
  func `A key that Google refuses is the proxy's trouble, not the client's, and asked with once`(
    _ access: ServiceAccess
  ) async throws {
    try await Stage.run([access], settings: { $0.apiKeys = ["another"] }) { stage in
      let response = try await stage.client.stream(stage.chat("x", stream: true))
      #expect(response.status == 403)
      let text = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
      #expect(text.contains("the proxy's own key: API key not valid"))
      #expect(stage.simulator.calls(to: UpstreamKind(access.kind)) == 1)
    }
  }

  @Test(arguments: [ServiceAccess.vertexServiceAccount, .vertexUserFile])
  func `A token that has lapsed is replaced from the file`(_ access: ServiceAccess) async throws {
    try await Stage.run([access]) { stage in
      let first = try await stage.status(stage.chat("x", stream: false))
      #expect(first == 200)
      stage.simulator.expireAccessTokens()
      let second = try await stage.status(stage.chat("x", stream: false))
      #expect(second == 200)
      #expect(stage.simulator.tokenRequests.count == 2 && stage.simulator.tokenRequests.allSatisfy { $0.error == nil })
    }
  }

  @Test func `A key leaves in a header, and is in no URL`() async throws {
    for mode in [APIMode.aiStudio, .vertexAI] {
      let seen = Lock<[TransportRequest]>([])
      let upstream = InMemoryTransport { request throws(TransportError) in
        seen.withLock { $0.append(request) }
        return TransportResponse(status: 404, body: .of([]))
      }
      try await MemoryStage.run(upstream: upstream) {
        $0.tokenFile = Secret("")
        $0.apiMode = mode
        $0.upstreamAPIKey = Secret("planted-key")
      } _: { url, client in
        let body = Array(Self.contents.utf8)
        for method in ["generateContent", "streamGenerateContent", "countTokens"] {
          _ = try await client.stream(
            TransportRequest(
              method: "POST", url: "\(url)/v1beta/models/gemini-2.5-flash:\(method)", body: [body], proxy: .direct))
        }
        _ = try await client.stream(
          TransportRequest(
            method: "POST", url: "\(url)/v1beta/models/gemini-embedding-001:embedContent",
            body: [Array(#"{"content":"x"}"#.utf8)], proxy: .direct))
      }
      let requests = seen.withLock { $0 }
      #expect(requests.count { !$0.url.contains("/v1beta/models?") } == 4, "beside the look at the list of models")
      for request in requests {
        #expect(!request.url.contains("planted-key"))
        #expect(request.headers.filter { $0.value.contains("planted-key") }.map(\.name) == ["x-goog-api-key"])
        #expect(!request.headers.contains { $0.name.lowercased() == "authorization" })
      }
    }
  }

  @Test func `An account without its key answers 503 and says what to do`() async throws {
    try await Stage.run([], configure: { $0.apiMode = .aiStudio }) { stage in
      let response = try await stage.client.stream(stage.chat("x", stream: false))
      #expect(response.status == 503 && response.header("x-should-retry") == "false")
      let readiness = try await ready(stage)
      #expect(readiness == 503)
    }
  }
}
