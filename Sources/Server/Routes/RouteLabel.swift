internal import Translation

/// What metrics call a request: short texts, not the caller's.
struct RouteLabel: Sendable, Equatable {
  /// The API, and what of it.
  var dialect: String
  /// OpenTelemetry's `gen_ai.operation.name`; nil for what no model does.
  var operation: String?

  /// Nothing that exists here.
  static let none = RouteLabel(dialect: "none")

  init(dialect: String, operation: String? = nil) {
    self.dialect = dialect
    self.operation = operation
  }

  init(_ route: Route) {
    switch route {
    case .chatCompletions: self.init(dialect: "openai_chat", operation: "chat")
    case .openAI(let endpoint): self.init(endpoint)
    case .responses: self.init(dialect: "openai_responses", operation: "chat")
    case .responseTokens: self.init(dialect: "openai_response_tokens")
    case .storedResponse: self.init(dialect: "openai_stored_responses")
    case .messages: self.init(dialect: "anthropic_messages", operation: "chat")
    case .messageTokens: self.init(dialect: "anthropic_count_tokens")
    case .native(let target): self.init(target.method)
    case .ollama(.chat): self.init(dialect: "ollama_chat", operation: "chat")
    case .ollama(.generate): self.init(dialect: "ollama_generate", operation: "text_completion")
    case .ollama: self.init(dialect: "ollama")
    case .models, .model: self.init(dialect: "models")
    case .health: self.init(dialect: "health")
    case .ready: self.init(dialect: "ready")
    case .metrics: self.init(dialect: "metrics")
    case .openAPI: self.init(dialect: "openapi")
    case .signIn: self.init(dialect: "sign_in")
    case .root, .statusScript, .status: self.init(dialect: "status")
    }
  }

  private init(_ endpoint: OpenAIEndpoint) {
    switch endpoint {
    case .completions: self.init(dialect: "openai_completions", operation: "text_completion")
    case .embeddings: self.init(dialect: "openai_embeddings", operation: "embeddings")
    case .images: self.init(dialect: "openai_images", operation: "generate_content")
    case .transcriptions: self.init(dialect: "openai_transcriptions", operation: "generate_content")
    case .speech: self.init(dialect: "openai_speech", operation: "generate_content")
    }
  }

  private init(_ method: NativeTarget.Method) {
    switch method {
    case .generateContent, .streamGenerateContent: self.init(dialect: "gemini", operation: "generate_content")
    case .countTokens: self.init(dialect: "gemini_count_tokens")
    case .embedContent, .batchEmbedContents: self.init(dialect: "gemini_embeddings", operation: "embeddings")
    }
  }
}
