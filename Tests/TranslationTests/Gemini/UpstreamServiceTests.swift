import Testing

@testable import Translation

struct UpstreamServiceTests {
  @Test(arguments: [
    ("us-central1", "https://us-central1-aiplatform.googleapis.com"),
    ("europe-west4", "https://europe-west4-aiplatform.googleapis.com"),
    ("us", "https://aiplatform.us.rep.googleapis.com"),
    ("eu", "https://aiplatform.eu.rep.googleapis.com"),
    ("global", "https://aiplatform.googleapis.com"),
  ])
  func `Each kind of location has a host of its own`(_ location: String, _ endpoint: String) {
    #expect(UpstreamService.vertex(project: "p", location: location).endpoint == endpoint)
  }

  @Test func `Services without a location have one host each`() {
    #expect(UpstreamService.codeAssist(project: nil).endpoint == "https://cloudcode-pa.googleapis.com")
    #expect(UpstreamService.aiStudio.endpoint == "https://generativelanguage.googleapis.com")
    #expect(UpstreamService.vertexExpress.endpoint == "https://aiplatform.googleapis.com")
  }

  static let vertex = UpstreamService.vertex(project: "my-project", location: "us-central1")
  static let under = "/v1/projects/my-project/locations/us-central1"

  @Test(arguments: [
    (UpstreamService.codeAssist(project: "p"), "gemini-2.5-pro", "/v1internal:countTokens"),
    (.aiStudio, "gemini-2.5-pro", "/v1beta/models/gemini-2.5-pro:countTokens"),
    (.aiStudio, "models/gemini-2.5-pro", "/v1beta/models/gemini-2.5-pro:countTokens"),
    (.aiStudio, "tunedModels/mine", "/v1beta/tunedModels/mine:countTokens"),
    (.aiStudio, "publishers/google/models/gemini-2.5-pro", "/v1beta/models/gemini-2.5-pro:countTokens"),
    (vertex, "gemini-2.5-pro", under + "/publishers/google/models/gemini-2.5-pro:countTokens"),
    (vertex, "publishers/other/models/m", under + "/publishers/other/models/m:countTokens"),
    (.vertexExpress, "gemini-2.5-pro", "/v1/publishers/google/models/gemini-2.5-pro:countTokens"),
  ])
  func `Each service has its own path for a model`(_ service: UpstreamService, _ name: String, _ path: String) throws {
    #expect(Envelope(service).countTarget(model: try #require(ModelID(name))) == path)
  }

  // MARK: Native requests

  private func native(_ body: String, for kind: UpstreamKind) throws -> (body: String, told: [String]) {
    var context = RequestContext(id: "i", created: 0)
    context.target = NativeTarget(model: "gemini-2.5-flash", method: .generateContent)
    let request = try GeminiNative.request(Array(body.utf8), context: &context).limited(to: kind, context: &context)
    let model = try #require(ModelID("gemini-2.5-flash"))
    let bytes = Envelope(kind == .aiStudio ? .aiStudio : Self.vertex).body(model: model, request: request).joined
    return (String(decoding: bytes, as: UTF8.self), context.adjustments.map(\.description))
  }

  private static let contents = #""contents":[{"role":"user","parts":[{"text":"x"}]}]"#

  @Test(arguments: [
    (#""labels":{"a":"b"}"#, "", #","labels":{"a":"b"}"#, ["labels"]),
    (
      #""generation_config":{"audioTimestamp":true,"topK":3}"#, #","generationConfig":{"topK":3}"#,
      #","generationConfig":{"audioTimestamp":true,"topK":3}"#, ["audioTimestamp"]
    ),
    (
      #""generationConfig":{"routing_config":{}},"labels":{"a":"b"},"cachedContent":"c""#, #","cachedContent":"c""#,
      #","generationConfig":{"routingConfig":{}},"labels":{"a":"b"},"cachedContent":"c""#, ["routingConfig", "labels"]
    ),
    (
      #""cachedContent":"c","labels":{"a":"b"},"generationConfig":{"seed":1}"#,
      #","cachedContent":"c","generationConfig":{"seed":1}"#,
      #","cachedContent":"c","labels":{"a":"b"},"generationConfig":{"seed":1}"#, ["labels"]
    ),
  ])
  func `What the Gemini API has no field for goes to the others only`(
    _ members: String, _ studio: String, _ vertex: String, _ dropped: [String]
  ) throws {
    let body = "{\(Self.contents),\(members)}"
    let studioRequest = try native(body, for: .aiStudio)
    #expect(studioRequest.body == "{\(Self.contents)\(studio)}")
    #expect(studioRequest.told == dropped.map { "dropped:\($0)" })
    let vertexRequest = try native(body, for: .vertexAI)
    #expect(vertexRequest.body == "{\(Self.contents)\(vertex)}")
    #expect(vertexRequest.told == [])
  }
}
