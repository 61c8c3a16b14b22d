import GeminiProxy
import OAuth
import Testing
import Translation
import Transport

/// Lists of models, names for them, and keys that may not use all of them.
@Suite(.timeLimit(.minutes(3))) struct ModelTests {
  private func get(
    _ stage: Stage, _ path: String, key: String = Stage.key, _ headers: [(name: String, value: String)] = []
  ) async throws -> (status: Int, body: JSONView) {
    let response = try await stage.client.stream(
      TransportRequest(
        url: stage.proxy.baseURL + path, headers: [("Authorization", "Bearer \(key)")] + headers, proxy: .direct))
    return (response.status, try JSONDocument.parse(try await response.body.collect(upTo: 1 << 20)))
  }

  @Test func `CL-MO1 CL-MO2 CL-MO4 each API lists in its own form`() async throws {
    try await Stage.run { stage in
      let openAI = try await get(stage, "/v1/models")
      #expect(openAI.body["object"]?.string == "list")
      let anthropic = try await get(stage, "/v1/models?limit=2", [("anthropic-version", "2023-06-01")])
      #expect(anthropic.body["data"].map { Array($0.elements).count } == 2)
      #expect(anthropic.body["has_more"]?.bool == true && anthropic.body["object"] == nil)
      let one = try await get(stage, "/v1/models/gemini-2.5-pro", [("anthropic-version", "2023-06-01")])
      #expect(one.body["type"]?.string == "model" && one.body["object"] == nil)
      for (path, headers) in [
        ("/v1beta/models?pageSize=3", []), ("/v1/models?pageSize=3", [(name: "x-goog-api-client", value: "genai")]),
      ] {
        let gemini = try await get(stage, path, headers)
        #expect(gemini.body["models"].map { Array($0.elements).count } == 3)
        let token = try #require(gemini.body["nextPageToken"]?.string)
        let next = try await get(stage, path + "&pageToken=" + token, headers)
        #expect(next.body["models"]?[0]?["baseModelId"]?.string == token)
      }
      let wrong = try await get(stage, "/v1beta/models?pageToken=none")
      #expect(wrong.status == 400 && wrong.body["error"]?["status"]?.string == "INVALID_ARGUMENT")
    }
  }

  @Test func `CL-MO2 CL-X2 CL-X7 errors have Anthropic's shape where its clients ask`() async throws {
    try await Stage.run { stage in
      let version = [(name: "anthropic-version", value: "2023-06-01")]
      for (path, key, status, type) in [
        ("/v1/models", "gp-wrong", 401, "authentication_error"),
        ("/v1/models/none", Stage.key, 404, "not_found_error"),
        ("/v1/models?after_id=none", Stage.key, 400, "invalid_request_error"),
        ("/v1/models?limit=many", Stage.key, 400, "invalid_request_error"),
        ("/v1/nothing", Stage.key, 404, "not_found_error"),
      ] {
        let answer = try await get(stage, path, key: key, version)
        #expect(answer.status == status && answer.body["type"]?.string == "error", "\(path)")
        #expect(answer.body["error"]?["type"]?.string == type, "\(path)")
        #expect(answer.body["error"]?["message"]?.string?.isEmpty == false, "\(path)")
        let plain = try await get(stage, path, key: key)
        #expect(plain.body["type"] == nil, "\(path)")
      }
    }
  }

  @Test func `CL-MO3 CL-MO7 every listed id can be asked for, and aliases are echoed`() async throws {
    try await Stage.run(configure: { $0.modelAliases = [ModelAlias(pattern: "gpt-*", model: "gemini-2.5-flash")] }) {
      stage in
      let ids = try await get(stage, "/v1/models").body["data"]?.elements.compactMap { $0["id"]?.string } ?? []
      #expect(ids.count >= 8)
      for id in ids {
        let status = try await stage.status(stage.chat("x", stream: false, model: id))
        #expect(status == 200, "\(id)")
      }
      for id in ids + ["models%2Fgemini-2.5-pro", "gemini-3-flash", "gpt-4o"] {
        let one = try await get(stage, "/v1/models/" + id)
        #expect(one.status == 200, "\(id)")
      }
      let alias = try await get(stage, "/v1/models/gpt-4o")
      #expect(alias.body["id"]?.string == "gpt-4o")
      let native = try await get(stage, "/v1beta/models/gpt-4o")
      #expect(native.body["name"]?.string == "models/gpt-4o")
      #expect(native.body["baseModelId"]?.string == "gemini-2.5-flash")
    }
  }

  @Test(arguments: [
    ("gemini-2.5-flash", nil), ("models/gemini-2.5-flash", nil), ("google/gemini-2.5-flash", nil),
    ("Gemini-2.5-Flash", nil), ("gemini-2.5-flash-thinking", nil), ("gemini-3.5-flash", nil), ("gemini-3-flash", nil),
    ("gemini-9-unknown", nil), ("gpt-4o", "gemini-2.5-flash"), ("pro", "gemini-2.5-pro"),
  ])
  func `The model that answers is told where it is another`(_ asked: String, _ told: String?) async throws {
    try await Stage.run(configure: { $0.modelAliases = [ModelAlias(pattern: "gpt-*", model: "gemini-2.5-flash")] }) {
      stage in
      for stream in [true, false] {
        let response = try await stage.client.stream(stage.chat("x", stream: stream, model: asked))
        #expect(response.status == 200)
        #expect(response.header("x-gemini-proxy-model") == told)
        let body = String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self)
        #expect(body.contains(#""model":"\#(asked)""#))
      }
    }
  }

  @Test func `A key that may use some models sees and gets those only`() async throws {
    let key = "gp-limited"
    try await Stage.run(configure: {
      $0.apiKeys.append(ClientKey(key: Secret(key), models: ["gemini-2.5-*", "gpt-4o"]))
      $0.modelAliases = [ModelAlias(pattern: "gpt-*", model: "gemini-3-pro-preview")]
    }) { stage in
      let list = try await get(stage, "/v1/models", key: key)
      let ids = list.body["data"]?.elements.compactMap { $0["id"]?.string } ?? []
      #expect(!ids.isEmpty && ids.allSatisfy { $0.hasPrefix("gemini-2.5-") })
      let native = try await get(stage, "/v1beta/models", key: key)
      #expect(native.body["models"].map { Array($0.elements).count } == ids.count)
      for (model, status) in [
        ("gemini-2.5-pro", 200), ("models/gemini-2.5-pro", 200), ("pro", 200), ("gpt-4o", 200), ("gpt-4", 403),
        ("gemini-3-pro-preview", 403), ("gemini-3.5-flash", 403), ("tunedModels/gemini-2.5-pro", 403),
        ("gemini-2.5-../x", 404),
      ] {
        let found = try await stage.status(
          stage.request(
            #"{"model":"\#(model)","messages":[{"role":"user","content":"x"}]}"#, key: key))
        #expect(found == status, "\(model)")
      }
      let refused = try await stage.client.stream(
        stage.request(
          #"{"contents":[{"parts":[{"text":"x"}]}]}"#, key: key,
          path: "/v1beta/models/gemini-3-pro-preview:generateContent"))
      #expect(refused.status == 403)
      let error = try JSONDocument.parse(try await refused.body.collect(upTo: 1 << 20))["error"]
      #expect(error?["status"]?.string == "PERMISSION_DENIED")
      let one = try await get(stage, "/v1/models/gemini-3-pro-preview", key: key)
      #expect(one.status == 404)
      let all = try await stage.status(stage.chat("x", stream: false, model: "gemini-3-pro-preview"))
      #expect(all == 200)
    }
  }
}
