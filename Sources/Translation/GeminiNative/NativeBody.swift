/// A request that came in Gemini's own words, as JSON ready to be wrapped again.
package struct NativeBody: Sendable {
  /// The client's body, in which the long values still are.
  var source: [UInt8] = []
  /// The array of turns.
  var contents = NativeText()
  /// Those of the parts in them, in their order.
  var signatures: [NativeSignature] = []
  /// The first of them in the turn that was read last.
  var lastTurn = 0
  /// The object of the system instruction; empty if there is none.
  var systemInstruction = NativeText()
  /// The array of tools; empty if there are none.
  var tools = NativeText()
  /// All other members, each with a comma in front.
  var rest = NativeText()
  /// The same without what only Vertex AI and Code Assist know; nil where there is nothing of it.
  var publicRest: NativeText?
  /// The names of what is missing there.
  var vertexOnly: [String] = []
  /// Whether the last turn brings results of functions.
  var endsWithResult = false
  var turns = 0
  /// Of the first turn.
  var fingerprint: UInt64 = 0

  /// The length of what `write` appends, or a little more.
  var count: Int {
    signatures.reduce(contents.count + systemInstruction.count + tools.count + rest.count + 64) {
      $0 + ($1.value?.utf8.count ?? 0) + 32
    }
  }

  /// Appends the members of the request without the braces around them.
  func write(into output: inout SlicedBytes) {
    output.append(literal: "\"contents\":")
    contents.write(from: source, signatures: signatures, into: &output)
    if !systemInstruction.isEmpty {
      output.append(literal: ",\"systemInstruction\":")
      systemInstruction.write(from: source, into: &output)
    }
    if !tools.isEmpty {
      output.append(literal: ",\"tools\":")
      tools.write(from: source, into: &output)
    }
    rest.write(from: source, into: &output)
  }
}
