/// What a part has besides text and calls.
package enum ChunkExtra: Sendable, Equatable {
  /// Bytes in base64, such as an image the model made.
  case media(mimeType: JSONSlice, data: JSONSlice)
  /// Code the model ran itself.
  case code(language: JSONSlice, source: JSONSlice)
  case codeResult(JSONSlice)
}
