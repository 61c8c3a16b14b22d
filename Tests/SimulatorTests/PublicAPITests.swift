import Simulator
import Testing
import Translation

/// The public Gemini API and Vertex AI: the same model without the envelope.
struct PublicAPITests {
  static let key = ["x-goog-api-key": "simulated-key"]
  static let vertex = "/v1/projects/p/locations/us-central1/publishers/google/models/"

  @Test func aiStudioNumbersItsCandidates() async throws {
    try await Google.run { google in
      let path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse"
      let answer = try await google.post(path, Google.turn("Repeat: a b"), token: nil, headers: Self.key)
      #expect(
        answer.text.hasPrefix(
          #"data: {"candidates": [{"content": {"parts": [{"text": "a "}],"role": "model"},"index": 0}],"usageMetadata": {"#
        ))
      #expect(answer.text.hasSuffix("}\r\n\r\n"))
      let events = try Google.events(answer.body)
      #expect(events.text == "a b")
      #expect(events.allSatisfy { $0["traceId"] == nil && $0["response"] == nil })
      #expect(answer.header("x-cloudaicompanion-trace-id") == nil)
      let byQuery = try await google.post(
        "/v1beta/models/gemini-2.5-flash:generateContent?key=simulated-key", Google.turn("Repeat: a b"), token: nil)
      #expect(byQuery.json?.parts.first?["text"]?.string == "a b")
    }
  }

  @Test func aiStudioWantsAKey() async throws {
    try await Google.run { google in
      let path = "/v1beta/models/gemini-2.5-flash:generateContent"
      let none = try await google.post(path, Google.turn("hi"))
      #expect(none.status == 403)
      let wrong = try await google.post(path, Google.turn("hi"), headers: ["x-goog-api-key": "wrong"])
      #expect(wrong.status == 400)
      #expect(wrong.json?["error"]?["details"]?[0]?["reason"]?.string == "API_KEY_INVALID")
      // The older encoding is Code Assist's alone.
      let agent = Self.key.merging(["User-Agent": "google-api-nodejs-client/9"]) { $1 }
      let error = try await google.post(
        "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", "{}", token: nil, headers: agent)
      #expect(error.json?["error"]?["code"]?.int == 400)
      let unknown = try await google.post(
        path, Google.turn("hi", #","labels":{}"#), token: nil, headers: Self.key)
      #expect(
        unknown.json?["error"]?["message"]?.string?.hasSuffix("Unknown name \"labels\": Cannot find field.") == true)
      let model = try await google.post("/v1beta/models/llama:generateContent", Google.turn("hi"), headers: Self.key)
      #expect(model.status == 404)
    }
  }

  @Test func modelsAreListedInPages() async throws {
    try await Google.run { google in
      let first = try await google.get("/v1beta/models?pageSize=3&key=simulated-key")
      #expect(first.json?["models"].map { Array($0.elements) }?.count == 3)
      let token = try #require(first.json?["nextPageToken"]?.string)
      let rest = try await google.get("/v1beta/models?pageToken=\(token)&key=simulated-key")
      #expect(rest.json?["nextPageToken"] == nil)
      #expect(rest.json?["models"]?.elements.contains { $0["name"]?.string == "models/gemini-embedding-001" } == true)
      let one = try await google.get("/v1beta/models/gemini-2.5-pro?key=simulated-key")
      #expect(one.json?["inputTokenLimit"]?.int == 1_048_576)
      #expect(try await google.get("/v1beta/models/nothing?key=simulated-key").status == 404)
    }
  }

  @Test func tokensAreCounted() async throws {
    try await Google.run { google in
      let path = "/v1beta/models/gemini-2.5-flash:countTokens"
      let plain = try await google.post(path, Google.turn("12345678"), token: nil, headers: Self.key)
      #expect(plain.json?["totalTokens"]?.int == 2)
      let request =
        #"{"generateContentRequest":{"model":"models/gemini-2.5-flash","contents":[{"parts":[{"text":"12345678"}]}],"systemInstruction":{"parts":[{"text":"1234"}]}}}"#
      let whole = try await google.post(path, request, token: nil, headers: Self.key)
      #expect(whole.json?["totalTokens"]?.int == 3)
      let vertex = try await google.post(Self.vertex + "gemini-2.5-flash:countTokens", Google.turn("12345678"))
      #expect(vertex.json?["totalTokens"]?.int == 2)
    }
  }

  @Test func textsBecomeVectors() async throws {
    try await Google.run { google in
      let body = #"{"content":{"parts":[{"text":"a"}]},"outputDimensionality":3,"taskType":"RETRIEVAL_QUERY"}"#
      let one = try await google.post(
        "/v1beta/models/gemini-embedding-001:embedContent", body, token: nil, headers: Self.key)
      let values = one.json?["embedding"]?["values"]?.elements.compactMap(\.double) ?? []
      #expect(values.count == 3)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } - 1) < 1e-6)
      let text = #"{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"b"}]}}"#
      let two = try await google.post(
        "/v1beta/models/gemini-embedding-001:batchEmbedContents", "{\"requests\":[\(text),\(text)]}", token: nil,
        headers: Self.key)
      let vectors = two.json?["embeddings"].map { Array($0.elements) } ?? []
      #expect(vectors.count == 2 && vectors.allSatisfy { $0["values"]?.elements.reduce(0) { n, _ in n + 1 } == 3072 })
      let wrong = try await google.post(
        "/v1beta/models/gemini-2.5-flash:embedContent", body, token: nil, headers: Self.key)
      #expect(wrong.status == 404)
    }
  }

  @Test func vertexDatesItsAnswers() async throws {
    try await Google.run { google in
      let path = Self.vertex + "gemini-2.5-flash:streamGenerateContent?alt=sse"
      let answer = try await google.post(path, Google.turn("Repeat: a b", #","labels":{"k":"v"}"#))
      let events = try Google.events(answer.body)
      #expect(events.text == "a b")
      #expect(events.first?["usageMetadata"]?["trafficType"]?.string == "ON_DEMAND")
      #expect(events.first?["usageMetadata"]?["promptTokenCount"] == nil)
      #expect(events.last?["usageMetadata"]?["promptTokenCount"]?.int == 3)
      #expect(events.last?["createTime"] != nil && events.last?["candidates"]?[0]?["index"] == nil)
      #expect(try await google.post(path, Google.turn("hi"), token: nil).status == 401)
      let unknown = try await google.post(Self.vertex + "llama:generateContent", Google.turn("hi"))
      #expect(unknown.status == 404 && unknown.text.contains("Publisher Model `projects/p/"))
    }
  }

  @Test(arguments: ["/v1internal:embedContent", "/v1beta/models", "/v1/models", "/v1internal:generateContent/x"])
  func otherPathsAreNotThere(path: String) async throws {
    try await Google.run { google in
      let answer = try await google.post(path, "{}")
      #expect(answer.status == 404)
    }
  }
}
