/// The parts of a `multipart/form-data` body (RFC 7578), as slices of it.
///
/// Strict: lines end with CR LF, nothing stands before the first part, the last boundary must be there. Takes time that
/// grows with the body's length alone.
package struct MultipartForm: Sendable {
  package struct Part: Sendable {
    package let name: String
    /// Only files have one.
    package let filename: String?
    package let contentType: String?
    package let body: ArraySlice<UInt8>
  }

  package static let maximumParts = 64
  /// The longest head of one part, in bytes.
  package static let maximumHead = 8192

  package let parts: [Part]

  /// `contentType` is the request's field of that name, which holds the boundary.
  package init(_ body: [UInt8], contentType: String?) throws(TranslationError) {
    guard let header = contentType.flatMap(MultipartHeader.init), header.value == "multipart/form-data" else {
      throw Self.error("The body must be multipart/form-data.")
    }
    guard let boundary = header["boundary"], Self.isBoundary(boundary) else {
      throw Self.error("The Content-Type has no valid boundary.")
    }
    var parser = MultipartParser(body, delimiter: Array("\r\n--\(boundary)".utf8))
    var parts: [Part] = []
    try parser.skipFirstDelimiter()
    while try parser.isFollowedByPart() {
      guard parts.count < Self.maximumParts else { throw Self.error("The form has too many parts.") }
      parts.append(try parser.part())
    }
    self.parts = parts
  }

  /// The value of a field that is no file; nil if there is none, or it is not text.
  package func text(_ name: String) -> String? {
    guard let part = parts.first(where: { $0.name == name && $0.filename == nil }) else { return nil }
    return String(validating: part.body, as: UTF8.self)
  }

  /// 1 to 70 characters (RFC 2046, 5.1.1).
  private static func isBoundary(_ text: String) -> Bool {
    let marks = Set("'()+_,-./:=? ".utf8)
    return (1...70).contains(text.utf8.count) && text.utf8.last != 0x20
      && text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || marks.contains($0) }
  }

  static func error(_ message: String) -> TranslationError { TranslationError(path: "", message: message) }
}
