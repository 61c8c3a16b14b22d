internal import Translation

/// Whose API a client believes it talks to: errors and lists take that shape.
enum APISurface: Equatable {
  case openAI, anthropic, gemini, ollama

  func error(_ failure: ProxyFailure) -> ErrorBody {
    switch self {
    case .openAI: OpenAIError.body(failure)
    case .anthropic: AnthropicError.body(failure)
    case .gemini: GeminiError.body(failure)
    case .ollama: OllamaError.body(failure)
    }
  }
}
