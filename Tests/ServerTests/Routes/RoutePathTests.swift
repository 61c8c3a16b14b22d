import Testing
import Translation

@testable import Server

/// Every spelling of a path that clients are known to send (clients.md X3, GN1, GN2).
struct RoutePathTests {
  private func path(_ raw: String, fields: HTTPFields = [:]) -> RoutePath {
    let parts = raw.split(separator: "?", maxSplits: 1)
    let target = HTTPTarget(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : nil)
    return RoutePath(HTTPRequestHead(method: .get, target: target, fields: fields))
  }

  @Test(arguments: [
    "/v1/chat/completions", "/chat/completions", "/v1//chat/completions", "/v1/v1/chat/completions",
    "//v1/chat/completions/", "/v1/chat/completions/", "/v1beta/openai/chat/completions", "/openai/v1/chat/completions",
  ])
  func `CL-X3 chat completions`(_ raw: String) {
    #expect(path(raw) == RoutePath(.chatCompletions, .openAI))
  }

  @Test(arguments: OpenAIEndpoint.allCases)
  func `CL-X3 the rest of OpenAI's API`(_ endpoint: OpenAIEndpoint) {
    for prefix in ["/v1/", "/", "/v1/v1/", "//v1//", "/v1beta/openai/"] {
      #expect(path(prefix + endpoint.rawValue) == RoutePath(.openAI(endpoint), .openAI))
      #expect(path(prefix + endpoint.rawValue + "/") == RoutePath(.openAI(endpoint), .openAI))
    }
    #expect(path("/v1/\(endpoint.rawValue)/more").route == nil)
  }

  @Test(arguments: [
    ("/v1/models", APISurface.openAI), ("/models", .openAI), ("/v1//models/", .openAI),
    ("/v1beta/openai/models", .openAI), ("/v1beta/models", .gemini), ("/v1beta/v1beta/models", .gemini),
    ("/v1/v1beta/models", .gemini), ("/gemini/v1/models", .gemini), ("/v1alpha/models?key=x&pageSize=50", .gemini),
  ])
  func `CL-X3 lists of models`(_ raw: String, _ surface: APISurface) {
    #expect(path(raw) == RoutePath(.models, surface))
  }

  @Test(arguments: [
    ("/api/chat", OllamaPath.chat), ("/api/generate/", .generate), ("//api//tags", .tags), ("/api/show", .show),
    ("/api/version", .version), ("/api/ps", .ps), ("/v1/api/chat", .chat),
  ])
  func `Ollama's paths`(_ raw: String, _ ollama: OllamaPath) {
    #expect(path(raw) == RoutePath(.ollama(ollama), .ollama))
  }

  @Test(arguments: ["/api/pull", "/api", "/api/chat/x"])
  func `Ollama's clients are told in its shape what there is not`(_ raw: String) {
    #expect(path(raw) == RoutePath(nil, .ollama))
  }

  @Test(arguments: [
    ("/v1beta/models/%08:generateContent", APISurface.gemini), ("/vertex/v1/projects/%00/x", .gemini),
    ("/v1/v1beta/%", .gemini), ("/api/%08", .ollama), ("/v1/%08", .openAI), ("/%08", .openAI),
  ])
  func `CL-X7 a path that cannot be read is told so in the shape of its API`(_ raw: String, _ surface: APISurface) {
    #expect(path(raw) == RoutePath(nil, surface))
  }

  @Test func `CL-MO2 CL-X7 Anthropic's clients are answered in its shape`() {
    let fields: HTTPFields = ["anthropic-version": "2023-06-01"]
    #expect(path("/v1/models", fields: fields) == RoutePath(.models, .anthropic))
    #expect(path("/v1/models/m", fields: fields) == RoutePath(.model("m"), .anthropic))
    #expect(path("/v1/unknown", fields: fields) == RoutePath(nil, .anthropic))
    #expect(path("/v1beta/models", fields: fields) == RoutePath(.models, .gemini))
    #expect(path("/v1/chat/completions", fields: fields) == RoutePath(.chatCompletions, .openAI))
    #expect(path("/v1/messages/batches") == RoutePath(nil, .anthropic))
  }

  @Test func `The google-genai SDK is answered in its own shape under v1 too`() {
    #expect(path("/v1/models", fields: ["x-goog-api-client": "google-genai-sdk/2"]) == RoutePath(.models, .gemini))
    #expect(
      path("/v1/models/m", fields: ["x-goog-api-client": "google-genai-sdk/2"]) == RoutePath(.model("m"), .gemini))
  }

  @Test(arguments: [
    ("/v1/models/gemini-2.5-pro", "gemini-2.5-pro", APISurface.openAI),
    ("/v1beta/models/gemini-2.5-pro", "gemini-2.5-pro", .gemini),
    ("/v1/models/google/gemini-2.5-pro", "google/gemini-2.5-pro", .openAI),
    ("/v1beta/models/models/gemini-2.5-pro", "models/gemini-2.5-pro", .gemini),
  ])
  func `one model`(_ raw: String, _ id: String, _ surface: APISurface) {
    #expect(path(raw) == RoutePath(.model(id), surface))
  }

  @Test(arguments: [
    ("/v1beta/models/m:generateContent", NativeTarget(model: "models/m", method: .generateContent, isSSE: false)),
    ("/v1/models/m:generateContent", NativeTarget(model: "models/m", method: .generateContent, isSSE: false)),
    ("/v1alpha/models/m:countTokens", NativeTarget(model: "models/m", method: .countTokens, isSSE: false)),
    ("/models/m:generateContent", NativeTarget(model: "models/m", method: .generateContent, isSSE: false)),
    (
      "/v1beta/models/m:streamGenerateContent?alt=sse",
      NativeTarget(model: "models/m", method: .streamGenerateContent, isSSE: true)
    ),
    (
      "/v1beta/models/m:streamGenerateContent?key=a",
      NativeTarget(model: "models/m", method: .streamGenerateContent, isSSE: false)
    ),
    ("/v1beta/models/m%3AgenerateContent", NativeTarget(model: "models/m", method: .generateContent, isSSE: false)),
    ("/v1beta/models/models/m:embedContent", NativeTarget(model: "models/m", method: .embedContent, isSSE: false)),
    (
      "/v1beta/tunedModels/m:generateContent",
      NativeTarget(model: "tunedModels/m", method: .generateContent, isSSE: false)
    ),
    (
      "/v1beta/publishers/google/models/m:generateContent",
      NativeTarget(model: "publishers/google/models/m", method: .generateContent, isSSE: false)
    ),
    (
      "/gemini/v1/models/m/streamGenerateContent?alt=sse",
      NativeTarget(model: "models/m", method: .streamGenerateContent, isSSE: true)
    ),
    ("/gemini/v1/models/m/generateContent", NativeTarget(model: "models/m", method: .generateContent, isSSE: false)),
    (
      "/vertex/v1/projects/p-1/locations/us-central1/publishers/google/models/m:generateContent",
      NativeTarget(model: "models/m", method: .generateContent, isSSE: false)
    ),
    (
      "/v1beta1/projects/p-1/locations/global/publishers/google/models/m:streamGenerateContent?alt=sse",
      NativeTarget(model: "models/m", method: .streamGenerateContent, isSSE: true)
    ),
  ])
  func `CL-GN1 CL-GN2 CF-N8 native methods`(_ raw: String, _ target: NativeTarget) {
    #expect(path(raw) == RoutePath(.native(target), .gemini))
  }

  @Test(arguments: [
    "/v1/nothing", "/v1beta/models/m:fly", "/v1/chat", "/v1/chat/completions/more", "/v1/projects/p/locations/l",
    "/vertex/v1/projects/P_1/locations/l/publishers/google/models/m:generateContent",
    "/vertex/v1/projects/p/locations/../publishers/google/models/m:generateContent", "/%zz", "*",
  ])
  func `CL-X7 what does not exist`(_ raw: String) {
    let route = path(raw).route
    if case .model = route { return #expect(raw.hasSuffix(":fly")) }
    #expect(route == nil)
  }

  @Test func `The root and the health check are open`() {
    #expect(path("/").route == .root)
    #expect(path("//").route == .root)
    #expect(path("/health").route == .health)
    #expect(path("/v1/health").route == .health)
  }
}
