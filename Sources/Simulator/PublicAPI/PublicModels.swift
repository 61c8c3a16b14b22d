/// The models that the public API lists.
enum PublicModels {
  private static let names = [
    "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.5-pro", "gemini-3-flash-preview", "gemini-3-pro-preview",
    "gemini-3.1-flash-image", "gemini-3.1-flash-lite", "gemini-3.1-pro-preview", "gemini-3.8-flash-tts",
  ]
  private static let embedding = "gemini-embedding-001"

  private static let usual =
    names.map(generative) + [
      [
        "name": .string("models/" + embedding), "version": "001", "displayName": "Gemini Embedding 001",
        "inputTokenLimit": 2048, "outputTokenLimit": 1,
        "supportedGenerationMethods": ["embedContent", "countTextTokens", "countTokens"],
      ]
    ]

  static func page(
    size: String?, token: String?, _ settings: SimulatorSettings
  ) throws(SimulatedError) -> GoogleJSON {
    if settings.isModelListDown { throw SimulatedError(500, "INTERNAL", "Internal error encountered.") }
    let all = usual + settings.moreModels.map(generative)
    let start = token.map { Int($0) ?? -1 } ?? 0
    let size = size.map { Int($0) ?? -1 } ?? 50
    guard (0...all.count).contains(start), size >= 0 else {
      throw .invalidArgument("Request contains an invalid argument.")
    }
    let end = min(all.count, start + (size == 0 ? min(50, settings.modelPage) : min(size, settings.modelPage)))
    return .members([
      "models": .array(Array(all[start..<end])), "nextPageToken": end < all.count ? .string(String(end)) : nil,
    ])
  }

  static func find(_ name: String) throws(SimulatedError) -> GoogleJSON {
    guard let model = usual.first(where: { $0["name"]?.text == "models/" + name }) else {
      throw SimulatedError(404, "NOT_FOUND", "Model is not found: models/\(name) for api version v1beta")
    }
    return model
  }

  private static func generative(_ name: String) -> GoogleJSON {
    [
      "name": .string("models/" + name), "version": "001", "displayName": .string(name), "description": "Simulated.",
      "inputTokenLimit": 1_048_576, "outputTokenLimit": 65536,
      "supportedGenerationMethods": [
        "generateContent", "countTokens", "createCachedContent", "batchGenerateContent",
      ], "temperature": 1, "topP": .number("0.95"), "topK": 64, "maxTemperature": 2, "thinking": true,
    ]
  }
}
