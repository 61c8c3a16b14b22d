/// One piece of a turn.
package enum Part: Sendable {
  case text(JSONText)
  /// Text to be read aloud, and how.
  case spoken(JSONText, style: JSONText)
  /// Bytes in base64.
  case inlineData(mimeType: String, data: JSONText)
  /// Media that Gemini fetches itself: a video's page, or a file of Google's.
  case fileData(uri: JSONText, mimeType: String?)
  /// Media that the proxy must fetch before the request can be sent.
  case reference(MediaReference)
  case call(FunctionCall)
  case response(FunctionResponse)
  /// A part with the signature that came with it, such as an image the model made.
  indirect case signed(Part, signature: String)

  func write(into output: inout SlicedBytes) {
    switch self {
    case .text(let text):
      output.append(literal: "{\"text\":")
      text.write(into: &output)
      output.append(UInt8(ascii: "}"))
    case .spoken(let text, let style):
      output.append(literal: "{\"text\":")
      text.write(into: &output)
      output.append(literal: ",\"speechMetadata\":{\"style\":")
      style.write(into: &output)
      output.append(literal: "}}")
    case .inlineData(let mimeType, let data):
      output.append(literal: "{\"inlineData\":{\"mimeType\":")
      JSONWriter.string(mimeType, into: &output.open)
      output.append(literal: ",\"data\":")
      data.write(into: &output)
      output.append(literal: "}}")
    case .fileData(let uri, let mimeType):
      output.append(literal: "{\"fileData\":{")
      if let mimeType {
        output.append(literal: "\"mimeType\":")
        JSONWriter.string(mimeType, into: &output.open)
        output.append(UInt8(ascii: ","))
      }
      output.append(literal: "\"fileUri\":")
      uri.write(into: &output)
      output.append(literal: "}}")
    case .reference(let reference):
      // Sent unresolved by mistake: the model is told of the link rather than the request lost.
      output.append(literal: "{\"text\":")
      JSONWriter.string(reference.url, into: &output.open)
      output.append(UInt8(ascii: "}"))
    case .call(let call): call.write(into: &output.open)
    case .response(let response): response.write(into: &output)
    case .signed(let part, let signature):
      part.write(into: &output)
      // Into the object that was just closed.
      output.removeLast()
      output.append(literal: ",\"thoughtSignature\":")
      JSONWriter.string(signature, into: &output.open)
      output.append(UInt8(ascii: "}"))
    }
  }

  /// About the length of the part as JSON, in bytes.
  var estimatedCount: Int {
    switch self {
    case .text(let text): text.escapedCount + 32
    case .spoken(let text, let style): text.escapedCount + style.escapedCount + 64
    case .inlineData(_, let data): data.escapedCount + 128
    case .fileData(let uri, _): uri.escapedCount + 128
    case .reference(let reference): reference.url.utf8.count + 32
    case .call(let call): call.arguments.count + (call.signature?.utf8.count ?? 0) + 256
    case .response(let response):
      response.media.reduce(response.response.count + 256) { $0 + $1.estimatedCount }
    case .signed(let part, let signature): part.estimatedCount + signature.utf8.count + 32
    }
  }
}
