/// Writes one tool call, complete: every deviation from one delta a call breaks some client.
struct ChatCallWriter {
  let call: ChunkCall
  let signature: JSONSlice?
  let payload: UnsafeRawBufferPointer
  /// The id for a call that upstream gave none.
  let madeID: String

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
    output.append(literal: "\",\"type\":\"function\",\"function\":{\"name\":\"")
    JSONWriter.verbatim(call.name, of: payload, into: &output)
    output.append(literal: "\",\"arguments\":\"")
    if let arguments = call.arguments {
      JSONWriter.embed(UnsafeRawBufferPointer(rebasing: payload[arguments]), into: &output)
    } else {
      output.append(literal: "{}")
    }
    output.append(literal: "\"}")
    if let signature, !signature.isEmpty {
      output.append(literal: ",\"extra_content\":{\"google\":{\"thought_signature\":\"")
      JSONWriter.verbatim(signature, of: payload, into: &output)
      output.append(literal: "\"}}")
    }
    output.append(UInt8(ascii: "}"))
  }
}
