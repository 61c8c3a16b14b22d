/// A model that is listed to clients.
package struct ModelEntry: Sendable, Equatable {
  package let id: String
  package let displayName: String
  package let inputTokenLimit: Int
  package let outputTokenLimit: Int

  package init(id: String, displayName: String, inputTokenLimit: Int = 1_048_576, outputTokenLimit: Int = 65_536) {
    self.id = id
    self.displayName = displayName
    self.inputTokenLimit = inputTokenLimit
    self.outputTokenLimit = outputTokenLimit
  }
}
