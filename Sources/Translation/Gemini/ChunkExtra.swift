/// What a part has besides text and calls.
package enum ChunkExtra: Sendable, Equatable {
  /// Bytes in base64, such as an image the model made.
  case media(mimeType: JSONSlice, data: JSONSlice)
  /// Code the model ran itself.
  case code(language: JSONSlice, source: JSONSlice)
  case codeResult(JSONSlice)
}

extension ChunkExtra {
  /// Appends code, or what it printed, as the inside of a JSON string: in a fence, as Markdown has it.
  func writeFenced(_ payload: UnsafeRawBufferPointer, into inside: inout [UInt8]) {
    switch self {
    case .media: return
    case .code(let language, let source):
      let isPython = ScannedBytes(payload).equals(language.start, language.end, "PYTHON")
      inside.append(literal: isPython ? "\\n```python\\n" : "\\n```\\n")
      JSONWriter.verbatim(source, of: payload, into: &inside)
    case .codeResult(let result):
      inside.append(literal: "\\n```\\n")
      JSONWriter.verbatim(result, of: payload, into: &inside)
    }
    inside.append(literal: "\\n```\\n")
  }
}
