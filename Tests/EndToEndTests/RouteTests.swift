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
      #expect(preflight.header("access-control-max-age").flatMap { Int($0) } ?? 0 > 0)
      // Streams, whole answers and errors of every kind can be read, and what a client needs of their fields.
      for request in [
        stage.chat("a b c", stream: true), stage.chat("a", stream: false),
        stage.chat("a", stream: true, model: "sim-capacity"), stage.request("{"),
        stage.request("{}", path: "/v1/nothing"),
      ] {
        var asked = request
        asked.headers.append(origin)
        let answer = try await stage.client.stream(asked)
        #expect(answer.header("access-control-allow-origin") == "*", "\(answer.status)")
        let exposed = answer.header("access-control-expose-headers") ?? ""
        for name in ["request-id", "x-request-id", "retry-after"] {
          #expect(exposed.split(separator: ", ").contains(name[...]), "\(exposed)")
        }
        _ = try await answer.body.collect(upTo: 1 << 20)
      }
      for path in ["/v1/models", "/v1beta/models/m:generateContent", "/v1/messages", "/nothing"] {
        let asked = try await call(stage, "OPTIONS", path, [origin, ("Access-Control-Request-Method", "POST")])
        #expect(asked.status == 204 && asked.header("access-control-allow-origin") == "*", "\(path)")
      }
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

  @Test(arguments: ["authorization", "x-api-key", "x-goog-api-key", "api-key", "?key="])
  func `CL-X1 CL-X2 every carrier of a key works on every surface, and a wrong key is told in its shape`(
    _ carrier: String
  ) async throws {
    try await Stage.run { stage in
      let question = #"[{"role":"user","content":"hi"}]"#
      let surfaces: [(path: String, body: String, shape: String)] = [
        ("/v1/chat/completions", #"{"model":"gemini-2.5-flash","messages":\#(question)}"#, "openai"),
        ("/v1/responses", #"{"model":"gemini-2.5-flash","input":"hi"}"#, "openai"), ("/v1/models", "", "openai"),
        ("/v1/messages", #"{"model":"gemini-2.5-flash","max_tokens":9,"messages":\#(question)}"#, "anthropic"),
        ("/v1beta/models/gemini-2.5-flash:generateContent", #"{"contents":"hi"}"#, "gemini"),
        ("/v1beta/models/gemini-2.5-flash:countTokens", #"{"contents":"hi"}"#, "gemini"),
        ("/v1beta/models", "", "gemini"),
      ]
      for surface in surfaces {
        for key in [Stage.key, "gp-wrong"] {
          var request = TransportRequest(
            method: surface.body.isEmpty ? "GET" : "POST", url: stage.proxy.baseURL + surface.path, proxy: .direct)
          request.body = surface.body.isEmpty ? [] : [Array(surface.body.utf8)[...]]
          switch carrier {
          case "?key=": request.url += carrier + key
          case "authorization": request.headers.append((carrier, "Bearer \(key)"))
          default: request.headers.append((carrier, key))
          }
          let answer = await ReceivedAnswer(try await stage.client.stream(request))
          guard key != Stage.key else {
            #expect(answer.status == 200, "\(surface.path): \(answer.text)")
            continue
          }
          #expect(
            answer.status == 401 && answer.headers.header("content-type") == "application/json", "\(surface.path)")
          let body = try JSONDocument.parse(answer.bytes)
          // It is this proxy's key that is wrong, and not Google's.
          #expect(body["error"]?["message"]?.string?.contains("this proxy's keys") == true)
          switch surface.shape {
          case "gemini": #expect(body["error"]?["status"]?.string == "UNAUTHENTICATED")
          case "anthropic": #expect(body["type"]?.string == "error")
          default: #expect(body["error"]?["code"]?.string == "invalid_api_key")
          }
        }
      }
    }
  }

  @Test(arguments: [
    ("GET", "/v1beta/files"), ("POST", "/v1beta/files"), ("GET", "/v1beta/files/abc"), ("POST", "/upload/v1beta/files"),
    ("GET", "/v1beta/cachedContents"), ("POST", "/v1beta/cachedContents"), ("DELETE", "/v1beta/cachedContents/abc"),
  ])
  func `CF-N10 files and caches are not kept, and Google's shape says so`(_ method: String, _ path: String)
    async throws
  {
    try await Stage.run { stage in
      let response = try await call(stage, method, path, [(name: "x-goog-api-key", value: Stage.key)])
      #expect(response.status == 501)
      let error = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))["error"]
      #expect(error?["code"]?.int == 501 && error?["status"]?.string == "UNIMPLEMENTED")
      #expect(error?["message"]?.string?.contains("inline") == true)
    }
  }

  @Test(arguments: [("/v1/nothing", "openai"), ("/v1beta/nothing", "gemini"), ("/v1/messages/nothing", "anthropic")])
  func `CL-X7 nothing is told in the shape of whoever asks`(_ path: String, _ shape: String) async throws {
    try await Stage.run { stage in
      let response = try await call(stage, "GET", path, [(name: "Authorization", value: "Bearer \(Stage.key)")])
      #expect(response.status == 404 && response.header("content-type") == "application/json")
      let body = try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20))
      #expect(body["error"]?["message"]?.string?.isEmpty == false)
      #expect((body["error"]?["status"]?.string == "NOT_FOUND") == (shape == "gemini"))
      #expect((body["type"]?.string == "error") == (shape == "anthropic"))
      #expect((body["error"]?["param"] != nil) == (shape == "openai"))
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

  @Test func `The description of the API is open, and sent once to whoever keeps it`() async throws {
    try await Stage.run { stage in
      let whole = try await call(stage, "GET", "/openapi.json")
      #expect(whole.status == 200)
      #expect(whole.header("content-type") == "application/json")
      let document = try JSONDocument.parse(try await whole.body.collect(upTo: 1 << 20))
      #expect(document["openapi"]?.string == "3.1.0")
      #expect(document["info"]?["version"]?.string == GeminiProxy.version)
      let tag = try #require(whole.header("etag"))
      let again = try await call(stage, "GET", "/openapi.json", [("If-None-Match", tag)])
      #expect(again.status == 304)
      #expect(again.header("etag") == tag)
      #expect(try await again.body.collect(upTo: 1 << 20).isEmpty)
      let head = try await call(stage, "HEAD", "/openapi.json")
      #expect(head.status == 200)
      #expect(head.header("etag") == tag)
      #expect(try await head.body.collect(upTo: 1 << 20).isEmpty)
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
