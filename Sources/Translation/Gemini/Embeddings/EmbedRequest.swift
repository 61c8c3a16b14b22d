/// Texts that are to become vectors, whichever service computes them.
package struct EmbedRequest: Sendable {
  /// One of them, with what its client says about it.
  package struct Item: Sendable {
    /// A content in Gemini's words, as JSON.
    package var content: [UInt8]
    /// Its text alone, as JSON: what Vertex AI's older models take.
    package var text: [UInt8]
    package var taskType: String?
    package var title: String?
    package var dimensions: Int?

    package init(
      content: [UInt8], text: [UInt8], taskType: String? = nil, title: String? = nil, dimensions: Int? = nil
    ) {
      self.content = content
      self.text = text
      self.taskType = taskType
      self.title = title
      self.dimensions = dimensions
    }
  }

  /// More texts are not taken in one request; Google's own limit.
  package static let maximumItems = 100

  package var items: [Item]

  package init(items: [Item]) {
    self.items = items
  }
}
