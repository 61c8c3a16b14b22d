/// How the model is to generate; what is nil is left to the model.
package struct GenerationConfig: Sendable, Equatable {
  package var temperature: Double?
  package var topP: Double?
  package var maxOutputTokens: Int?
  package var stopSequences: [String] = []

  package init() {}
}
