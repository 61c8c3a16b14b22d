internal import Translation

/// What a path asks for, in whichever of the many ways that clients spell it.
enum Route: Equatable {
  case chatCompletions
  case openAI(OpenAIEndpoint)
  case responses
  case responseTokens
  case storedResponse(StoredResponsePath)
  case messages
  case messageTokens
  case native(NativeTarget)
  case ollama(OllamaPath)
  case models
  case model(String)
  case health
  case ready
  case metrics
  case openAPI
  case signIn(SignInPath)
  case root
  case statusScript
  case status

  /// The methods that the path answers; `OPTIONS` is answered everywhere.
  var methods: [HTTPMethod] {
    switch self {
    case .chatCompletions, .openAI, .responseTokens, .messages, .messageTokens, .native: [.post]
    case .responses: [.post, .get]
    case .storedResponse(.response): [.get, .head, .delete]
    case .storedResponse(.inputItems): [.get, .head]
    case .models, .model, .health, .ready, .metrics, .openAPI, .root, .statusScript, .status: [.get, .head]
    case .ollama(let path): path.methods
    case .signIn(let path): path.methods
    }
  }

  /// Whether everybody may ask, without a key; the sign-in, the metrics and the status have rules of their own.
  var isOpen: Bool {
    switch self {
    case .health, .ready, .metrics, .openAPI, .root, .statusScript, .status, .signIn: true
    case .chatCompletions, .openAI, .responses, .responseTokens, .storedResponse, .messages, .messageTokens, .native,
      .ollama,
      .models, .model:
      false
    }
  }

  /// Whether Google is asked, which counts against the limits of the client's key.
  func isMetered(_ method: HTTPMethod) -> Bool {
    switch self {
    case .chatCompletions, .openAI, .responseTokens, .messages, .messageTokens, .native: true
    case .responses: method == .post
    case .ollama(let path): path == .chat || path == .generate
    case .storedResponse, .models, .model, .health, .ready, .metrics, .openAPI, .signIn, .root, .statusScript,
      .status:
      false
    }
  }

  /// Whether web pages have a use for it.
  var isForPages: Bool {
    switch self {
    case .signIn, .metrics, .statusScript, .status: false
    default: true
    }
  }
}

/// Where a request goes, and in whose shape it is answered even if it goes nowhere.
struct RoutePath: Equatable {
  var route: Route?
  var surface: APISurface
  /// Whether it is Google's and asks for what this proxy does not keep: files and caches.
  var isUnkept = false

  init(_ route: Route?, _ surface: APISurface) {
    self.route = route
    self.surface = surface
  }

  /// Reads the path; doubled and trailing slashes, doubled base paths and a missing `/v1` change nothing.
  init(_ head: HTTPRequestHead) {
    surface = .openAI
    guard !head.target.isAsterisk, var segments = head.target.segments?.filter({ !$0.isEmpty })[...] else {
      // Nothing can be there, but whose it would be is plain.
      let first = head.target.path.split(separator: "/").first { $0 != "v1" }.map(String.init) ?? ""
      surface = first == "api" ? .ollama : Self.prefixes[first] ?? .openAI
      return
    }
    guard !segments.isEmpty else {
      route = .root
      return
    }
    if let path = SignInPath(Array(segments)) {
      route = .signIn(path)
      return
    }
    while let first = segments.first, let prefix = Self.prefixes[first] {
      // A version alone says nothing that a more telling prefix has not said.
      if first != "v1" { surface = prefix }
      segments.removeFirst()
    }
    if segments.first == "api" {
      surface = .ollama
      if segments.count == 2 { route = segments.last.flatMap { OllamaPath(rawValue: $0) }.map { .ollama($0) } }
      return
    }
    // Anthropic's paths are under `v1` too, where all of its clients send this field.
    if surface == .openAI, head.fields.contains("anthropic-version") { surface = .anthropic }
    switch Array(segments) {
    case ["health"]: route = .health
    case ["ready"]: route = .ready
    case ["metrics"]: route = .metrics
    case ["openapi.json"]: route = .openAPI
    case ["status.js"]: route = .statusScript
    case ["status.json"]: route = .status
    case ["chat", "completions"]:
      surface = .openAI
      route = .chatCompletions
    case ["responses"]:
      surface = .openAI
      route = .responses
    case ["responses", "input_tokens"]:
      surface = .openAI
      route = .responseTokens
    case ["messages"]:
      surface = .anthropic
      route = .messages
    case ["messages", "count_tokens"]:
      surface = .anthropic
      route = .messageTokens
    case ["models"]:
      // The google-genai SDK lists here when it is told to speak `v1`.
      if head.fields.contains("x-goog-api-client") { surface = .gemini }
      route = .models
    default:
      if let target = Self.nativeTarget(segments, isSSE: head.target.queryItem("alt") == "sse") {
        surface = .gemini
        route = .native(target)
      } else if let endpoint = OpenAIEndpoint(rawValue: segments.joined(separator: "/")) {
        surface = .openAI
        route = .openAI(endpoint)
      } else if segments.first == "responses", segments.count == 2, segments.last != "compact" {
        surface = .openAI
        route = segments.last.map { .storedResponse(.response($0)) }
      } else if segments.first == "responses", segments.count == 3, segments.last == "input_items" {
        surface = .openAI
        route = segments.dropLast().last.map { .storedResponse(.inputItems($0)) }
      } else if segments.first == "messages" {
        surface = .anthropic
      } else if surface == .gemini, segments.first == "files" || segments.first == "cachedContents" {
        isUnkept = true
      } else if segments.first == "models" {
        if head.fields.contains("x-goog-api-client") { surface = .gemini }
        route = .model(segments.dropFirst().joined(separator: "/"))
      }
    }
  }

  /// What stands before the resource in a base URL, and whose it is; Google serves OpenAI's API under `/v1beta/openai`.
  private static let prefixes: [String: APISurface] = [
    "v1": .openAI, "openai": .openAI, "anthropic": .anthropic, "v1beta": .gemini, "v1alpha": .gemini,
    "v1beta1": .gemini, "gemini": .gemini,
    "vertex": .gemini, "upload": .gemini,
  ]

  /// The model and method of a native path: `models/m:method`, `models/m/method` and the longer forms of Vertex AI.
  private static func nativeTarget(_ segments: ArraySlice<String>, isSSE: Bool) -> NativeTarget? {
    var segments = segments
    if segments.count > 4, segments.first == "projects", segments[segments.startIndex + 2] == "locations" {
      // The account has its own project and location; these two are syntax.
      guard isPathName(segments[segments.startIndex + 1]), isPathName(segments[segments.startIndex + 3]) else {
        return nil
      }
      segments = segments.dropFirst(4)
      if Array(segments.prefix(3)) == ["publishers", "google", "models"] { segments = segments.dropFirst(2) }
    }
    guard let first = segments.first, ["models", "tunedModels", "publishers"].contains(first), segments.count >= 2,
      let last = segments.last
    else { return nil }
    if !last.contains(":"), segments.count >= 3, NativeTarget.Method(rawValue: last) != nil {
      return NativeTarget(path: segments.dropLast().joined(separator: "/") + ":" + last, isSSE: isSSE)
    }
    return NativeTarget(path: segments.joined(separator: "/"), isSSE: isSSE)
  }

  /// Whether this can be a project or location: `[a-z0-9-]{1,63}`.
  private static func isPathName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 63
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }
}
