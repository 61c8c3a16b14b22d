/// The models an upstream serves; Code Assist has no list of its own to ask.
package struct ModelCatalogue: Sendable, Equatable {
  package let models: [ModelEntry]

  package init(models: [ModelEntry]) {
    self.models = models
  }

  /// The entry with this id, with or without `models/` in front.
  package subscript(id: String) -> ModelEntry? {
    guard let name = ModelID(id)?.name else { return nil }
    return models.first { $0.id == name }
  }

  /// The ids known to work with Code Assist.
  package static let codeAssist = ModelCatalogue(models: [
    ModelEntry(id: "gemini-3.1-pro-preview", displayName: "Gemini 3.1 Pro Preview"),
    ModelEntry(id: "gemini-3-pro-preview", displayName: "Gemini 3 Pro Preview"),
    ModelEntry(id: "gemini-3-flash-preview", displayName: "Gemini 3 Flash Preview"),
    ModelEntry(id: "gemini-3-flash", displayName: "Gemini 3.5 Flash"),
    ModelEntry(id: "gemini-3.1-flash-lite", displayName: "Gemini 3.1 Flash-Lite"),
    ModelEntry(id: "gemini-2.5-pro", displayName: "Gemini 2.5 Pro"),
    ModelEntry(id: "gemini-2.5-flash", displayName: "Gemini 2.5 Flash"),
    ModelEntry(id: "gemini-2.5-flash-lite", displayName: "Gemini 2.5 Flash-Lite"),
  ])
}
