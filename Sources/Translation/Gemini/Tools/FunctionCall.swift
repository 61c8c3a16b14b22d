/// A call the model made, as a part of its turn.
package struct FunctionCall: Sendable {
  /// As upstream knows the function.
  package var name: String
  /// The id that upstream gave; nil where the proxy made one.
  package var id: String?
  /// A JSON object.
  package var arguments: [UInt8]
  package var signature: String?
  /// The id by which the client knows the call, which is what signatures are remembered under.
  package var clientID: String?

  package init(
    name: String, id: String? = nil, arguments: [UInt8], signature: String? = nil, clientID: String? = nil
  ) {
    self.name = name
    self.id = id
    self.clientID = clientID
    self.arguments = arguments
    self.signature = signature
  }

  func write(into output: inout [UInt8]) {
    output.append(literal: "{\"functionCall\":{\"name\":")
    JSONWriter.string(name, into: &output)
    output.append(literal: ",\"args\":")
    output.append(contentsOf: arguments)
    if let id {
      output.append(literal: ",\"id\":")
      JSONWriter.string(id, into: &output)
    }
    output.append(UInt8(ascii: "}"))
    if let signature {
      output.append(literal: ",\"thoughtSignature\":")
      JSONWriter.string(signature, into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }
}
