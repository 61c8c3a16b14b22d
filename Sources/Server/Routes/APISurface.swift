internal import Translation

/// Whose API a client believes it talks to: errors and lists take that shape.
enum APISurface: Equatable {
  case openAI, anthropic, gemini, ollama

  /// The fields in which the API tells a key's limits; Gemini's and Ollama's have none.
  func fields(of limits: RateLimits) -> [ErrorBody.Field] {
    switch self {
    case .openAI: OpenAIError.fields(of: limits)
    case .anthropic: AnthropicError.fields(of: limits)
    case .gemini, .ollama: []
    }
  }

  func error(_ failure: ProxyFailure) -> ErrorBody {
    switch self {
    case .openAI: OpenAIError.body(failure)
    case .anthropic: AnthropicError.body(failure)
    case .gemini: GeminiError.body(failure)
    case .ollama: OllamaError.body(failure)
    }
  }
}
