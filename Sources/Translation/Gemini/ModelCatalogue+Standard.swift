extension ModelCatalogue {
  /// Every model that is known, the newest families first. The sources of its facts are in Google's public
  /// documentation and in the open-source Gemini CLI; what neither says is left out.
  package static let standard = ModelCatalogue(models: thirdGeneration + secondGeneration + others)

  private static let everywhere: Set<UpstreamKind> = [.codeAssist, .aiStudio, .vertexAI]
  private static let publicOnly: Set<UpstreamKind> = [.aiStudio, .vertexAI]

  private static let thirdGeneration: [ModelEntry] = [
    ModelEntry(
      id: "gemini-3.8-flash", displayName: "Gemini 3.8 Flash", thinking: .levels([.low, .medium, .high]),
      upstreams: publicOnly),
    ModelEntry(
      id: "gemini-3.7-flash", displayName: "Gemini 3.7 Flash", thinking: .levels([.minimal, .low, .medium, .high]),
      upstreams: publicOnly),
    ModelEntry(
      id: "gemini-3.6-flash", displayName: "Gemini 3.6 Flash", thinking: .levels([.minimal, .low, .medium, .high]),
      upstreams: publicOnly),
    // Code Assist knows it by an older name.
    ModelEntry(
      id: "gemini-3.5-flash", displayName: "Gemini 3.5 Flash", thinking: .levels([.minimal, .low, .medium, .high]),
      upstreams: everywhere, codeAssistID: "gemini-3-flash"),
    ModelEntry(
      id: "gemini-3.5-flash-lite", displayName: "Gemini 3.5 Flash-Lite",
      thinking: .levels([.minimal, .low, .medium, .high]), upstreams: publicOnly),
    ModelEntry(
      id: "gemini-3.1-pro-preview", displayName: "Gemini 3.1 Pro Preview", thinking: .levels([.low, .medium, .high]),
      aliases: ["auto-gemini-3"], upstreams: everywhere),
    ModelEntry(
      id: "gemini-3.1-pro-preview-customtools", displayName: "Gemini 3.1 Pro Preview, custom tools",
      thinking: .levels([.low, .medium, .high]), upstreams: [.aiStudio]),
    ModelEntry(
      id: "gemini-3-pro-preview", displayName: "Gemini 3 Pro Preview", thinking: .levels([.low, .high]),
      upstreams: everywhere),
    ModelEntry(
      id: "gemini-3-flash-preview", displayName: "Gemini 3 Flash Preview",
      thinking: .levels([.minimal, .low, .medium, .high]), upstreams: everywhere),
    ModelEntry(
      id: "gemini-3.1-flash-lite", displayName: "Gemini 3.1 Flash-Lite",
      thinking: .levels([.minimal, .low, .medium, .high]), aliases: ["gemini-3.1-flash-lite-preview"],
      upstreams: everywhere),
    image("gemini-3.1-flash-image", "Gemini 3.1 Flash Image"),
    image("gemini-3-pro-image", "Gemini 3 Pro Image"),
    speech("gemini-3.8-flash-tts", "Gemini 3.8 Flash TTS"),
    speech("gemini-3.8-flash-lite-tts", "Gemini 3.8 Flash-Lite TTS"),
  ]

  /// The words of Gemini CLI mean stable models here: previews are not everybody's.
  private static let secondGeneration: [ModelEntry] = [
    ModelEntry(
      id: "gemini-2.5-pro", displayName: "Gemini 2.5 Pro", thinking: .budget(128...32_768, off: false),
      aliases: ["pro", "auto", "auto-gemini-2.5"], upstreams: everywhere),
    ModelEntry(
      id: "gemini-2.5-flash", displayName: "Gemini 2.5 Flash", thinking: .budget(1...24_576, off: true),
      aliases: ["flash"], upstreams: everywhere),
    ModelEntry(
      id: "gemini-2.5-flash-lite", displayName: "Gemini 2.5 Flash-Lite", thinking: .budget(512...24_576, off: true),
      aliases: ["flash-lite"], upstreams: everywhere),
    image("gemini-2.5-flash-image", "Gemini 2.5 Flash Image"),
  ]

  private static let others: [ModelEntry] = [
    gemma("gemma-4-31b-it", "Gemma 4 31B"),
    gemma("gemma-4-26b-a4b-it", "Gemma 4 26B A4B"),
    ModelEntry(
      id: "gemini-embedding-001", displayName: "Gemini Embedding 001", inputTokenLimit: 2048, outputTokenLimit: nil,
      thinking: .absent, input: [.text], output: [.embedding], upstreams: publicOnly),
  ]

  /// Also under the name of its preview.
  private static func image(_ id: String, _ displayName: String) -> ModelEntry {
    ModelEntry(
      id: id, displayName: displayName, inputTokenLimit: nil, outputTokenLimit: nil, thinking: .absent,
      input: [.text, .image], output: [.text, .image], variants: [id + "-preview"], upstreams: publicOnly)
  }

  /// Reads a text aloud (https://ai.google.dev/gemini-api/docs/speech-generation).
  private static func speech(_ id: String, _ displayName: String) -> ModelEntry {
    ModelEntry(
      id: id, displayName: displayName, inputTokenLimit: nil, outputTokenLimit: nil, thinking: .absent,
      input: [.text], output: [.audio], upstreams: publicOnly)
  }

  private static func gemma(_ id: String, _ displayName: String) -> ModelEntry {
    ModelEntry(
      id: id, displayName: displayName, inputTokenLimit: 256_000, outputTokenLimit: nil, thinking: .absent,
      input: [.text, .image], upstreams: [.aiStudio])
  }
}
