/// How the model is to generate; what is nil is left to the model.
package struct GenerationConfig: Sendable, Equatable {
  package var temperature: Double?
  package var topP: Double?
  package var maxOutputTokens: Int?
  package var stopSequences: [String] = []

  package init() {}

  var isEmpty: Bool { self == GenerationConfig() }

  func write(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    func key(_ name: StaticString, into output: inout [UInt8]) {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(literal: name)
    }
    // A number that is not finite cannot be said in JSON; left out, the model's default applies.
    if let temperature, temperature.isFinite {
      key("\"temperature\":", into: &output)
      output.append(contentsOf: temperature.description.utf8)
    }
    if let topP, topP.isFinite {
      key("\"topP\":", into: &output)
      output.append(contentsOf: topP.description.utf8)
    }
    if let maxOutputTokens {
      key("\"maxOutputTokens\":", into: &output)
      JSONWriter.integer(maxOutputTokens, into: &output)
    }
    if !stopSequences.isEmpty {
      key("\"stopSequences\":[", into: &output)
      for (position, sequence) in stopSequences.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        JSONWriter.string(sequence, into: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
    output.append(UInt8(ascii: "}"))
  }
}
