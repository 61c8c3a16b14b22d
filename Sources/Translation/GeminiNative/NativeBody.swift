/// A request that came in Gemini's own words, as JSON ready to be wrapped again.
package struct NativeBody: Sendable {
  /// The array of turns.
  var contents: [UInt8] = []
  /// The object of the system instruction; empty if there is none.
  var systemInstruction: [UInt8] = []
  /// The array of tools; empty if there are none.
  var tools: [UInt8] = []
  /// All other members, each with a comma in front.
  var rest: [UInt8] = []

  /// Appends the members of the request without the braces around them.
  func write(into output: inout [UInt8]) {
    output.append(literal: "\"contents\":")
    output.append(contentsOf: contents)
    if !systemInstruction.isEmpty {
      output.append(literal: ",\"systemInstruction\":")
      output.append(contentsOf: systemInstruction)
    }
    if !tools.isEmpty {
      output.append(literal: ",\"tools\":")
      output.append(contentsOf: tools)
    }
    output.append(contentsOf: rest)
  }
}
