/// Writes one tool call, complete: every deviation from one delta a call breaks some client.
struct ChatCallWriter {
  let call: ChunkCall
  let signature: JSONSlice?
  let payload: UnsafeRawBufferPointer
  /// The id for a call that upstream gave none.
  let madeID: String
  let tools: ToolSet

  /// The id the client is given.
  var id: String {
    guard let id = call.id, !id.isEmpty else { return madeID }
    return text(id)
  }

  func text(_ slice: JSONSlice) -> String { slice.text(in: payload) }

  /// Appends the object; `index` only in a stream.
  func write(index: Int?, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    if let index {
      output.append(literal: "\"index\":")
      JSONWriter.integer(index, into: &output)
      output.append(UInt8(ascii: ","))
    }
    output.append(literal: "\"id\":\"")
    if let id = call.id, !id.isEmpty {
      JSONWriter.verbatim(id, of: payload, into: &output)
    } else {
      output.append(contentsOf: madeID.utf8)
    }
    output.append(literal: "\",\"type\":\"function\",\"function\":")
    writeFunction(into: &output)
    if let signature, !signature.isEmpty {
      output.append(literal: ",\"extra_content\":{\"google\":{\"thought_signature\":\"")
      JSONWriter.verbatim(signature, of: payload, into: &output)
      output.append(literal: "\"}}")
    }
    output.append(UInt8(ascii: "}"))
  }

  /// Appends the object with name and arguments, all there was in the form before tools.
  func writeFunction(into output: inout [UInt8]) {
    output.append(literal: "{\"name\":")
    writeName(into: &output)
    output.append(literal: ",\"arguments\":\"")
    withArguments { JSONWriter.embed($0, into: &output) }
    output.append(literal: "\"}")
  }

  /// Appends the function's name as the client knows it, in quotes.
  func writeName(into output: inout [UInt8]) {
    if tools.names.areRenamed {
      JSONWriter.string(tools.names.client(text(call.name)), into: &output)
    } else {
      output.append(UInt8(ascii: "\""))
      JSONWriter.verbatim(call.name, of: payload, into: &output)
      output.append(UInt8(ascii: "\""))
    }
  }

  /// Runs `body` with the arguments as a JSON object, in the client's values.
  func withArguments(_ body: (UnsafeRawBufferPointer) -> Void) {
    guard let range = call.arguments else { return [UInt8](literal: "{}").withUnsafeBytes(body) }
    let arguments = UnsafeRawBufferPointer(rebasing: payload[range])
    guard !tools.coercions.isEmpty, let coercion = tools.coercions[text(call.name)] else { return body(arguments) }
    var restored: [UInt8] = []
    coercion.write(arguments, into: &restored)
    restored.withUnsafeBytes(body)
  }
}
