/// From which probability on Gemini is to block a kind of harm, in its own words.
package struct SafetySetting: Sendable, Equatable {
  package var category: String
  package var threshold: String

  package init(category: String, threshold: String) {
    self.category = category
    self.threshold = threshold
  }

  func write(into output: inout [UInt8]) {
    output.append(literal: "{\"category\":")
    JSONWriter.string(category, into: &output)
    output.append(literal: ",\"threshold\":")
    JSONWriter.string(threshold, into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
