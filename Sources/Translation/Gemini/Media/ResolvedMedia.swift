/// The bytes behind a `MediaReference`.
package struct ResolvedMedia: Sendable {
  /// As the server that has them says; where it says nothing useful, it is told from the bytes.
  package let mimeType: String
  package let bytes: [UInt8]

  package init(mimeType: String, bytes: [UInt8]) {
    self.mimeType = mimeType
    self.bytes = bytes
  }

  /// The length of the part's data.
  package var encodedCount: Int { (bytes.count + 2) / 3 * 4 }

  /// The part for them; nil if it is a kind Gemini does not take.
  var part: Part? {
    let data = Base64.encode(bytes)
    var type = MediaType.normalised(mimeType)
    if type.isEmpty || type == "application/octet-stream" {
      type = MediaType.sniffed(base64: Array(data.prefix(64))) ?? ""
    }
    guard MediaType.isAccepted(type) else { return nil }
    let slice = JSONSlice(start: 0, end: data.count)
    return .inlineData(mimeType: type, data: JSONText(bytes: data, slice: slice))
  }
}
