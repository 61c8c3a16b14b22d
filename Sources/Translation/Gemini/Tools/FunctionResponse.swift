/// What a function returned, as a part of the user's turn.
package struct FunctionResponse: Sendable {
  package var name: String
  package var id: String?
  /// A JSON object.
  package var response: [UInt8]
  /// Images and files that belong to the result.
  package var media: [Part]

  package init(name: String, id: String? = nil, response: [UInt8], media: [Part] = []) {
    self.name = name
    self.id = id
    self.response = response
    self.media = media
  }

  func write(into output: inout SlicedBytes) {
    output.append(literal: "{\"functionResponse\":{\"name\":")
    JSONWriter.string(name, into: &output.open)
    if let id {
      output.append(literal: ",\"id\":")
      JSONWriter.string(id, into: &output.open)
    }
    output.append(literal: ",\"response\":")
    output.append(response[...])
    if !media.isEmpty {
      output.append(literal: ",\"parts\":[")
      for (position, part) in media.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        part.write(into: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
    output.append(literal: "}}")
  }
}
