/// A request in the hub's words: what every dialect turns its own requests into.
package struct GenerateRequest: Sendable {
  /// The model as the client named it; answers repeat it.
  package let requestedModel: String
  /// The model to ask for, still unchecked: aliases apply here before a `ModelID` is made of it.
  package var model: String
  /// Whether the client wants a stream.
  package var isStreaming: Bool
  package var contents: [Content] = []
  package var systemInstruction: [Part] = []
  package var generationConfig = GenerationConfig()
  /// What the client asked of the answer rather than of the model.
  package var reply = ReplyOptions()

  package init(model: String, isStreaming: Bool) {
    requestedModel = model
    self.model = model
    self.isStreaming = isStreaming
  }
}
