import GeminiProxy
import Simulator
import Testing
import Translation
import Transport

/// What a newcomer, a browser and a curious script try first.
@Suite(.timeLimit(.minutes(3))) struct RouteTests {
  private func call(
    _ stage: Stage, _ method: String, _ path: String, _ headers: [(name: String, value: String)] = []
  ) async throws -> TransportResponse {
    try await stage.client.stream(
      TransportRequest(
        method: method, url: stage.proxy.baseURL + path, headers: headers, body: [], silenceTimeout: .seconds(150),
        proxy: .direct))
  }

  @Test func `CL-X6 a browser may ask first, and read answers and errors`() async throws {
    try await Stage.run { stage in
      let origin = (name: "Origin", value: "https://chat.example")
      let preflight = try await call(
        stage, "OPTIONS", "/v1/chat/completions",
        [
          origin, ("Access-Control-Request-Method", "POST"),
          ("Access-Control-Request-Headers", "authorization,content-type,x-stainless-os"),
        ])
      #expect(preflight.status == 204)
      #expect(preflight.header("access-control-allow-origin") == "*")
      #expect(preflight.header("access-control-allow-headers") == "authorization,content-type,x-stainless-os")
      #expect(preflight.header("access-control-allow-methods") == "POST, OPTIONS")
      let refused = try await call(stage, "GET", "/v1/models", [origin])
      #expect(refused.status == 401)
      #expect(refused.header("access-control-allow-origin") == "*")
      let streamed = try await stage.client.stream(stage.chat("a b c", stream: true))
      #expect(streamed.header("access-control-allow-origin") == nil)
    }
  }

  @Test func `CL-MO3 CL-MO5 one model, in both shapes, and one that is not there`() async throws {
    try await Stage.run { stage in
      let key = (name: "Authorization", value: "Bearer \(Stage.key)")
      let openAI = try await call(stage, "GET", "/v1/models/gemini-2.5-pro", [key])
      let openAIModel = try JSONDocument.parse(try await openAI.body.collect(upTo: 1 << 20))
      #expect(openAIModel["id"]?.string == "gemini-2.5-pro")
      let gemini = try await call(stage, "GET", "/v1beta/models/gemini-2.5-pro", [key])
      let geminiModel = try JSONDocument.parse(try await gemini.body.collect(upTo: 1 << 20))
      #expect(geminiModel["name"]?.string == "models/gemini-2.5-pro")
      let missing = try await call(stage, "GET", "/v1/models/gpt-9", [key])
      #expect(missing.status == 404)
      let error = try JSONDocument.parse(try await missing.body.collect(upTo: 1 << 20))["error"]
      #expect(error?["code"]?.string == "model_not_found")
    }
  }

  @Test func `A wrong method names the right ones`() async throws {
    try await Stage.run { stage in
      let key = (name: "Authorization", value: "Bearer \(Stage.key)")
      let response = try await call(stage, "GET", "/v1/chat/completions", [key])
      #expect(response.status == 405)
      #expect(response.header("allow") == "POST, OPTIONS")
    }
  }

  @Test(arguments: [("GET", "/"), ("HEAD", "/"), ("GET", "/health"), ("HEAD", "/health")])
  func `The root and the health check answer without a key`(_ method: String, _ path: String) async throws {
    try await Stage.run { stage in
      let response = try await call(stage, method, path)
      #expect(response.status == 200)
      let body = try await response.body.collect(upTo: 1 << 20)
      #expect(body.isEmpty == (method == "HEAD"))
    }
  }

  @Test func `What was changed for the client is told`() async throws {
    try await Stage.run { stage in
      let response = try await stage.client.stream(
        stage.request(
          #"{"model":"gemini-2.5-flash","logit_bias":{"5":1},"messages":[{"role":"user","content":"Hello"}]}"#))
      #expect(response.status == 200)
      #expect(response.header("x-gemini-proxy-adjustments") == "dropped:logit_bias")
    }
  }

  @Test func `CL-X17 CF-F4 an alias is asked for under its model and answered under its name`() async throws {
    try await Stage.run(configure: { $0.modelAliases = [ModelAlias(pattern: "gpt-*", model: "gemini-2.5-flash")] }) {
      stage in
      let response = try await stage.client.stream(stage.chat("hello", stream: false, model: "gpt-4o"))
      let answer = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
      #expect(answer["model"]?.string == "gpt-4o")
      let aliasOfError = try await stage.status(stage.chat("hello", stream: false, model: "sim-not-found"))
      #expect(aliasOfError == 404)
    }
  }
}
