import GeminiProxy
import OAuth
import Simulator
import Testing
import Translation
import Transport

/// The rest of OpenAI's API, through the whole proxy.
@Suite(.timeLimit(.minutes(3))) struct OpenAIEndpointTests {
  private static let chat = "gemini-2.5-flash"

  private func json(_ stage: Stage, _ path: String, _ body: String, status: Int = 200) async throws -> JSONView {
    let response = try await stage.client.stream(stage.request(body, path: path))
    let bytes = try await response.body.collect(upTo: 1 << 24)
    #expect(response.status == status, "\(path): \(String(decoding: bytes.prefix(500), as: UTF8.self))")
    return try JSONDocument.parse(bytes)
  }

  // MARK: - Completions

  @Test func `CL-CO1 CL-CO2 several prompts are one answer`() async throws {
    try await Stage.run { stage in
      let body = #"{"model":"\#(Self.chat)","prompt":["Repeat: a b","Repeat: c"],"n":2,"echo":true}"#
      let answer = try await json(stage, "/v1/completions", body)
      let choices = try #require(answer["choices"]).elements.map { $0 }
      #expect(choices.compactMap { $0["index"]?.int } == [0, 1, 2, 3])
      #expect(
        choices.compactMap { $0["text"]?.string } == [
          "Repeat: a ba b", "Repeat: a ba b", "Repeat: cc", "Repeat: cc",
        ])
      #expect((answer["usage"]?["total_tokens"]?.int ?? 0) > 0 && answer["object"]?.string == "text_completion")
      #expect(stage.simulator.calls(to: .generateContent) == 2)
    }
  }

  @Test func `CL-CO3 several prompts are one stream`() async throws {
    try await Stage.run { stage in
      let body =
        #"{"model":"\#(Self.chat)","prompt":["Repeat: a b","Repeat: c d"],"stream":true,"stream_options":{"include_usage":true}}"#
      let response = try await stage.client.stream(stage.request(body, path: "/completions"))
      #expect(response.header("content-type") == "text/event-stream")
      let bytes = try await response.body.collect(upTo: 1 << 20)
      var texts = ["", ""]
      var (ends, usages, marks) = ([Int](), 0, 0)
      var parser = SSEParser()
      try bytes.withUnsafeBytes { bytes in
        try parser.feed(bytes) { event in
          guard !event.data.elementsEqual("[DONE]".utf8) else { return marks += 1 }
          let chunk = try JSONDocument.parse(Array(event.data))
          #expect(marks == 0 && chunk["error"] == nil)
          if chunk["usage"]?["total_tokens"] != nil { usages += 1 }
          guard let choice = chunk["choices"]?[0], let index = choice["index"]?.int else { return }
          texts[index] += choice["text"]?.string ?? ""
          if choice["finish_reason"]?.string == "stop" { ends.append(index) }
        }
      }
      #expect(texts == ["a b", "c d"] && ends == [0, 1] && usages == 1 && marks == 1)
    }
  }

  @Test func `An error at a later prompt ends a stream in words, and a whole answer with its status`() async throws {
    let upstream = InMemoryTransport { request in
      let body = request.body.flatMap { $0 }
      guard String(decoding: body, as: UTF8.self).contains("second") else {
        return MemoryStage.answer(#"{"text": "fine"}"#, to: request)
      }
      let error = #"{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"no seconds"}}"#
      return TransportResponse(status: 400, body: .of([Array(error.utf8)]))
    }
    for isStreaming in [true, false] {
      try await MemoryStage.run(upstream: upstream) { url, client in
        let body = #"{"model":"\#(Self.chat)","prompt":["first","second","third"],"stream":\#(isStreaming)}"#
        let response = try await client.stream(
          TransportRequest(method: "POST", url: url + "/v1/completions", body: [Array(body.utf8)], proxy: .direct))
        let text = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
        #expect(text.contains("no seconds"))
        #expect(response.status == (isStreaming ? 200 : 400))
        #expect(text.contains(#""text":"fine""#) == isStreaming)
        #expect(text.hasSuffix("data: [DONE]\n\n") == isStreaming)
        #expect(!text.contains(#""index":1"#))
      }
    }
  }

  @Test func `CL-CO5 thoughts are no part of a completion`() async throws {
    try await Stage.run { stage in
      for model in ["sim-thoughts", "gemini-2.5-flash-sim-thoughts"] {
        let answer = try await json(stage, "/v1/completions", #"{"model":"\#(model)","prompt":"Repeat: x"}"#)
        #expect(answer["choices"]?[0]?["text"]?.string == "x")
      }
    }
  }

  // MARK: - Embeddings

  @Test(arguments: [ServiceAccess.studioKey, .vertexServiceAccount])
  func `CL-EM1 CL-EM2 vectors come in order, as numbers and as base64`(_ access: ServiceAccess) async throws {
    try await Stage.run([access]) { stage in
      let count = access == .studioKey ? 203 : 3
      let texts = (0..<count).map { #""text \#($0)""# }.joined(separator: ",")
      let body = #"{"model":"gemini-embedding-001","dimensions":4,"input":[\#(texts)]"#
      let answer = try await json(stage, "/v1/embeddings", body + "}")
      let data = try #require(answer["data"]).elements.map { $0 }
      #expect(data.compactMap { $0["index"]?.int } == Array(0..<count))
      let vectors = data.map { ($0["embedding"] ?? $0).elements.compactMap(\.double) }
      #expect(Set(vectors.map(\.description)).count == count)
      for vector in vectors { #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-6 && vector.count == 4) }
      let last = try await json(
        stage, "/v1/embeddings", #"{"model":"gemini-embedding-001","dimensions":4,"input":"text \#(count - 1)"}"#)
      #expect(last["data"]?[0]?["embedding"]?.elements.compactMap(\.double) == vectors.last)
      let packed = try await json(stage, "/v1/embeddings", body + #","encoding_format":"base64"}"#)
      // Four floats are 16 bytes, which are 24 characters.
      #expect(packed["data"]?[0]?["embedding"]?.string?.utf8.count == 24)
    }
  }

  @Test func `CL-EM6 who makes no vectors says who does`() async throws {
    try await Stage.run([.studioKey]) { stage in
      let answer = try await json(stage, "/v1/embeddings", #"{"model":"\#(Self.chat)","input":"x"}"#, status: 404)
      #expect(answer["error"]?["message"]?.string?.contains("gemini-embedding-001") == true)
    }
    try await Stage.run { stage in
      let answer = try await json(
        stage, "/v1/embeddings", #"{"model":"gemini-embedding-001","input":"x"}"#, status: 501)
      #expect(answer["error"]?["message"]?.string?.contains("ai_studio") == true)
    }
  }

  // MARK: - Images

  @Test func `Images are drawn one a call`() async throws {
    try await Stage.run([.codeAssist, .studioKey]) { stage in
      let answer = try await json(
        stage, "/v1/images/generations", #"{"model":"gpt-image-1","prompt":"a cat","n":3,"size":"1024x1536"}"#)
      let images = try #require(answer["data"]).elements.compactMap { $0["b64_json"]?.string }
      #expect(images.count == 3 && images.allSatisfy { $0.hasPrefix("iVBORw0KGgo") })
      #expect(stage.simulator.calls(to: .aiStudio) == 3 && stage.simulator.calls(to: UpstreamKind.codeAssist) == 0)
      let url = try await json(
        stage, "/images/generations", #"{"prompt":"a cat","response_format":"url"}"#)
      #expect(url["data"]?[0]?["url"]?.string?.hasPrefix("data:image/png;base64,iVBOR") == true)
    }
  }

  @Test(arguments: [
    ("gemini-3.1-flash-image-sim-blocked", 400, "content_policy_violation"),
    ("gemini-3.1-flash-image-sim-text", 502, "upstream_unavailable"), (chat, 404, "model_not_found"),
  ])
  func `What is not drawn is an error of OpenAI's`(_ model: String, _ status: Int, _ code: String) async throws {
    try await Stage.run([.studioKey]) { stage in
      let answer = try await json(
        stage, "/v1/images/generations", #"{"model":"\#(model)","prompt":"a cat"}"#, status: status)
      #expect(answer["error"]?["code"]?.string == code)
    }
  }

  // MARK: - Sound

  private func form(_ fields: [String: String], file: [UInt8]) -> (body: [UInt8], type: String) {
    var body: [UInt8] = []
    for (name, value) in fields {
      body += Array("--X\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    body += Array("--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n".utf8)
    return (body + file + Array("\r\n--X--\r\n".utf8), "multipart/form-data; boundary=X")
  }

  @Test func `What is spoken can be written down again, through WAV`() async throws {
    try await Stage.run([.codeAssist, .studioKey]) { stage in
      let text = "Grüße, 你好 😀"
      let spoken = try await stage.client.stream(
        stage.request(#"{"model":"tts-1","input":"\#(text)","voice":"alloy"}"#, path: "/v1/audio/speech"))
      let wav = try await spoken.body.collect(upTo: 1 << 22)
      #expect(spoken.status == 200 && spoken.header("content-type") == "audio/wav" && wav.starts(with: "RIFF".utf8))
      #expect(spoken.header("x-gemini-proxy-adjustments")?.contains("converted:response_format") == true)
      for (format, expected) in [
        ("text", text), ("json", #"{"text":"\#(text)","usage":"#), ("stream", #""transcript.text.done""#),
      ] {
        var fields = ["model": "whisper-1"]
        if format == "stream" { fields["stream"] = "true" } else { fields["response_format"] = format }
        let (body, type) = form(fields, file: wav)
        var request = stage.request("", path: "/v1/audio/transcriptions")
        request.body = [body[...]]
        request.headers = request.headers.filter { $0.name != "Content-Type" } + [("Content-Type", type)]
        let written = try await stage.client.stream(request)
        let answer = String(decoding: try await written.body.collect(upTo: 1 << 20), as: UTF8.self)
        #expect(written.status == 200 && answer.contains(expected) && (format != "text" || answer == text), "\(answer)")
      }
    }
  }

  @Test func `Sound that is not offered is said so in JSON`() async throws {
    try await Stage.run([.studioKey]) { stage in
      let format = try await json(
        stage, "/v1/audio/speech", #"{"model":"tts-1","input":"x","response_format":"mp3"}"#, status: 400)
      #expect(format["error"]?["message"]?.string?.contains("wav or pcm") == true)
      let model = try await json(stage, "/v1/audio/speech", #"{"model":"\#(Self.chat)","input":"x"}"#, status: 404)
      #expect(model["error"]?["message"]?.string?.contains("gemini-3.8-flash-tts") == true)
      let form = try await json(stage, "/v1/audio/transcriptions", "{}", status: 400)
      #expect(form["error"]?["message"]?.string?.contains("multipart/form-data") == true)
    }
    try await Stage.run { stage in
      _ = try await json(stage, "/v1/audio/speech", #"{"model":"tts-1","input":"x"}"#, status: 501)
      _ = try await json(stage, "/v1/images/generations", #"{"prompt":"x"}"#, status: 501)
    }
  }

  // MARK: - What all share

  private static let paths = [
    "/v1/completions", "/v1/embeddings", "/v1/images/generations", "/v1/audio/transcriptions", "/v1/audio/speech",
  ]

  @Test func `CL-X1 CL-X2 CL-X6 keys, methods and other pages are treated alike`() async throws {
    try await Stage.run { stage in
      for path in Self.paths {
        let stranger = try await stage.status(stage.request("{}", key: nil, path: path))
        #expect(stranger == 401)
        let got = try await stage.client.stream(
          TransportRequest(
            url: stage.proxy.baseURL + path, headers: [("Authorization", "Bearer \(Stage.key)")], proxy: .direct))
        #expect(got.status == 405 && got.header("allow") == "POST, OPTIONS")
        let preflight = try await stage.client.stream(
          TransportRequest(
            method: "OPTIONS", url: stage.proxy.baseURL + path, headers: [("Origin", "https://page.example")],
            proxy: .direct))
        #expect(preflight.status == 204 && preflight.header("access-control-allow-origin") == "*")
      }
    }
  }

  @Test func `A key's list of models holds for all of them`() async throws {
    let configure = { (configuration: inout ProxyConfiguration) in
      configuration.apiKeys = [ClientKey(key: Secret(Stage.key), models: ["gemini-2.5-pro"])]
    }
    try await Stage.run([.studioKey], configure: configure) { stage in
      for (path, body) in [
        ("completions", #"{"model":"\#(Self.chat)","prompt":"x"}"#),
        ("embeddings", #"{"model":"gemini-embedding-001","input":"x"}"#),
        ("images/generations", #"{"model":"gpt-image-1","prompt":"x"}"#),
        ("audio/speech", #"{"model":"tts-1","input":"x"}"#),
      ] {
        let answer = try await json(stage, "/v1/" + path, body, status: 403)
        #expect(answer["error"]?["type"]?.string == "permission_error")
      }
      #expect(stage.simulator.calls(to: .aiStudio) == 0)
    }
  }

  @Test func `CL-X7 what does not exist names what does`() async throws {
    try await Stage.run { stage in
      for path in ["/v1/files", "/v1/images/edits", "/v1/fine_tuning/jobs"] {
        let message = try await json(stage, path, "{}", status: 404)["error"]?["message"]?.string ?? ""
        for offered in Self.paths { #expect(message.contains(offered)) }
      }
    }
  }
}
