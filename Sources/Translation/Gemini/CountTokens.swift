/// The token count of a request, asked of upstream.
package enum CountTokens {
  /// The body of the upstream request.
  ///
  /// Code Assist counts turns only, so what else takes tokens is put into one.
  package static func body(model: ModelID, request: GenerateRequest, envelope: Envelope) -> SlicedBytes {
    var output = SlicedBytes()
    switch envelope.service {
    case .codeAssist:
      output.append(literal: "{\"request\":{\"model\":")
      JSONWriter.string("models/" + model.name, into: &output.open)
      output.append(literal: ",\"contents\":")
      request.writeCountedContents(into: &output)
      output.append(literal: "}}")
    case .aiStudio:
      output.append(literal: "{\"generateContentRequest\":{\"model\":")
      let collection = model.collection == "tunedModels" ? model.collection : "models"
      JSONWriter.string(collection + "/" + model.name, into: &output.open)
      output.append(UInt8(ascii: ","))
      request.writeMembers(into: &output)
      output.append(literal: "}}")
    case .vertex, .vertexExpress:
      request.writeCounted(into: &output)
    }
    return output
  }

  /// The count in an upstream answer, wrapped or bare; nil if it has none.
  package static func total(in body: [UInt8]) -> Int? {
    guard let view = try? JSONDocument.parse(body) else { return nil }
    return ((view["response"] ?? view)["totalTokens"])?.int
  }

  /// The native answer: upstream's own, unwrapped; nil if it has no count.
  package static func native(_ body: [UInt8]) -> [UInt8]? {
    guard let view = try? JSONDocument.parse(body) else { return nil }
    let inner = view["response"] ?? view
    guard inner["totalTokens"]?.int != nil else { return nil }
    var output: [UInt8] = []
    inner.write(into: &output)
    return output
  }
}
