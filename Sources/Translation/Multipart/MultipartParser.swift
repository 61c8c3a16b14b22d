/// Walks through a multipart body from boundary to boundary.
struct MultipartParser {
  private let body: [UInt8]
  /// With the line end that belongs to it.
  private let delimiter: [UInt8]
  /// Always just behind a delimiter.
  private var position = 0

  init(_ body: [UInt8], delimiter: [UInt8]) {
    self.body = body
    self.delimiter = delimiter
  }

  mutating func skipFirstDelimiter() throws(TranslationError) {
    let first = delimiter.dropFirst(2)
    if body.starts(with: first) {
      position = first.count
    } else if body.starts(with: delimiter) {
      position = delimiter.count
    } else {
      throw MultipartForm.error("The form does not begin with its boundary.")
    }
  }

  /// Whether a part begins here; false at the end of the form.
  mutating func isFollowedByPart() throws(TranslationError) -> Bool {
    if body[position...].starts(with: "--".utf8) {
      let rest = body[(position + 2)...]
      guard rest.isEmpty || rest.elementsEqual("\r\n".utf8) else {
        throw MultipartForm.error("Something follows the form's last boundary.")
      }
      return false
    }
    skipPadding()
    guard body[position...].starts(with: "\r\n".utf8) else {
      throw MultipartForm.error("A boundary of the form is followed by something else than a line end.")
    }
    position += 2
    return true
  }

  /// Reads one part and the delimiter behind it.
  mutating func part() throws(TranslationError) -> MultipartForm.Part {
    var disposition: MultipartHeader?
    var contentType: String?
    let start = position
    while let line = try headerLine(from: start) {
      let name = line.prefix { $0 != UInt8(ascii: ":") }
      guard !name.isEmpty, name.endIndex < line.endIndex, let label = String(validating: name, as: UTF8.self),
        let value = String(validating: line[(name.endIndex + 1)...], as: UTF8.self)
      else { throw MultipartForm.error("A part of the form has a malformed header.") }
      switch label.lowercased() {
      case "content-disposition":
        guard disposition == nil, let header = MultipartHeader(value) else {
          throw MultipartForm.error("A part of the form has a malformed Content-Disposition.")
        }
        disposition = header
      case "content-type": contentType = String(value.drop { $0 == " " || $0 == "\t" })
      case "content-transfer-encoding" where !["binary", "8bit", "7bit"].contains(where: value.lowercased().hasSuffix):
        throw MultipartForm.error("A part of the form is encoded; send it as it is.")
      default: break
      }
    }
    guard let disposition, disposition.value == "form-data", let name = disposition["name"], !name.isEmpty else {
      throw MultipartForm.error("A part of the form has no name.")
    }
    let content = try content()
    return MultipartForm.Part(
      name: name, filename: disposition["filename"], contentType: contentType, body: body[content])
  }

  /// The next line of a part's head; nil for the empty one at its end. `start` is where the head began.
  private mutating func headerLine(from start: Int) throws(TranslationError) -> ArraySlice<UInt8>? {
    var end = position
    while end < body.count, body[end] >= 0x20 || body[end] == 0x09, end - start <= MultipartForm.maximumHead {
      end += 1
    }
    guard body[end...].starts(with: "\r\n".utf8), end - start <= MultipartForm.maximumHead else {
      throw MultipartForm.error("A part of the form has a head that is too long, cut off or malformed.")
    }
    defer { position = end + 2 }
    return end == position ? nil : body[position..<end]
  }

  /// The range of what stands before the next delimiter, which is passed.
  private mutating func content() throws(TranslationError) -> Range<Int> {
    // An empty part's delimiter may use the line end of its head.
    let start = position
    let found = body.withUnsafeBytes { bytes in
      delimiter.withUnsafeBytes { delimiter in Self.find(delimiter, in: bytes, from: start - 2) }
    }
    guard let found else { throw MultipartForm.error("The form is cut off: its last boundary is missing.") }
    position = found + delimiter.count
    return start..<max(start, found)
  }

  /// The first delimiter that is one: behind it a line ends, or the form does.
  private static func find(
    _ delimiter: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    var index = start
    while index + delimiter.count <= bytes.count {
      guard bytes[index] == 0x0D else {
        index += 1
        continue
      }
      var length = 1
      while length < delimiter.count, bytes[index + length] == delimiter[length] { length += 1 }
      if length == delimiter.count, isEnd(bytes, at: index + length) { return index }
      index += length
    }
    return nil
  }

  private static func isEnd(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    func has(_ first: UInt8, _ second: UInt8, at index: Int) -> Bool {
      index + 1 < bytes.count && bytes[index] == first && bytes[index + 1] == second
    }
    if has(UInt8(ascii: "-"), UInt8(ascii: "-"), at: index) { return true }
    var index = index
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return has(0x0D, 0x0A, at: index)
  }

  private mutating func skipPadding() {
    while position < body.count, body[position] == 0x20 || body[position] == 0x09 { position += 1 }
  }
}
