internal import Translation

/// Whose API a client believes it talks to: errors and lists take that shape.
enum APISurface: Equatable {
  case openAI, gemini

  func error(_ failure: ProxyFailure) -> ErrorBody {
    switch self {
    case .openAI: OpenAIError.body(failure)
    case .gemini: GeminiError.body(failure)
    }
  }

  func list(_ catalogue: ModelCatalogue) -> [UInt8] {
    switch self {
    case .openAI: OpenAIModels.list(catalogue, created: RouteServices.unixTime())
    case .gemini: GeminiModels.list(catalogue)
    }
  }

  func model(_ entry: ModelEntry) -> [UInt8] {
    switch self {
    case .openAI: OpenAIModels.model(entry, created: RouteServices.unixTime())
    case .gemini: GeminiModels.model(entry)
    }
  }
}
