extension JSONScanner {
  /// Passes over a string, number, `true`, `false` or `null`.
  mutating func scalar() throws(JSONError) {
    switch try peek() {
    case .string: _ = try scanString()
    case .number: _ = try scanNumber()
    case .bool: _ = try bool()
    case .null: try null()
    case .object, .array: throw error(.expectedValue)
    }
  }

  /// Reads a string from its opening quote on.
  @inline(__always)
  mutating func scanString() throws(JSONError) -> JSONSlice {
    offset &+= 1
    let start = offset
    offset = bytes.indexOfSpecial(from: offset)
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      offset &+= 1
      return JSONSlice(start: start, end: offset &- 1)
    }
    return try scanHardString(from: start)
  }

  /// The rest of a string that has escapes or characters outside ASCII.
  private mutating func scanHardString(from start: Int) throws(JSONError) -> JSONSlice {
    var slice = JSONSlice(start: start, end: start)
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        slice.end = offset
        offset &+= 1
        return slice
      }
      if byte == UInt8(ascii: "\\") {
        slice.hasEscapes = true
        if offset &+ 1 < bytes.count, Self.isShortEscape(bytes[offset &+ 1]) {
          offset &+= 2
        } else if try unitEscape() {
          slice.hasLoneSurrogates = true
        }
      } else if byte >= 0x80 {
        skipThreeByteCharacters()
        guard offset < bytes.count, bytes[offset] >= 0x80 else { continue }
        let length = UTF8Sequence.length(bytes, at: offset)
        guard length > 0 else { throw error(.invalidUTF8) }
        offset &+= length
      } else if byte < 0x20 {
        throw error(.controlCharacter)
      } else {
        offset = bytes.indexOfSpecial(from: offset)
      }
    }
    throw error(.unexpectedEnd)
  }

  /// Passes over characters of three bytes: Chinese, Japanese and Korean text is made of them. Stops before any that
  /// begins a range with exceptions, and near the end.
  @inline(__always)
  private mutating func skipThreeByteCharacters() {
    while offset &+ 8 <= bytes.count {
      let word = bytes.word(at: offset)
      guard word & 0xC0C0F0 == 0x8080E0, word & 0x0F != 0, word & 0x0F != 0x0D else { return }
      offset &+= 3
    }
  }

  /// Whether the byte behind a backslash is all there is to the escape: one of `"\/bfnrt`.
  @inline(__always)
  private static func isShortEscape(_ kind: UInt8) -> Bool {
    // One bit for each character up to 63, and one for each behind.
    let low: UInt64 = 1 << 0x22 | 1 << 0x2F
    let high: UInt64 = 1 << 0x1C | 1 << 0x22 | 1 << 0x26 | 1 << 0x2E | 1 << 0x32 | 1 << 0x34
    return kind < 0x80 && (kind < 0x40 ? low : high) &>> UInt64(kind & 0x3F) & 1 == 1
  }

  /// Passes over a `\u` escape, or the two of a surrogate pair; returns whether it is a lone surrogate.
  private mutating func unitEscape() throws(JSONError) -> Bool {
    guard offset &+ 1 < bytes.count else {
      offset = bytes.count
      throw error(.unexpectedEnd)
    }
    guard bytes[offset &+ 1] == UInt8(ascii: "u"), let unit = JSONUnescape.unit(bytes, at: offset &+ 2) else {
      throw error(.invalidEscape)
    }
    guard unit & 0xF800 == 0xD800 else {
      offset &+= 6
      return false
    }
    if unit < 0xDC00, let low = JSONUnescape.escapedUnit(bytes, at: offset &+ 6), low & 0xFC00 == 0xDC00 {
      offset &+= 12
      return false
    }
    offset &+= 6
    return true
  }

  /// Reads a number from its first character on.
  mutating func scanNumber() throws(JSONError) -> Range<Int> {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset &+= 1 }
    let leading = offset
    guard digits() > 0 else { throw error(.invalidNumber) }
    if bytes[leading] == UInt8(ascii: "0"), offset &- leading > 1 {
      offset = leading
      throw error(.invalidNumber)
    }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset &+= 1
      guard digits() > 0 else { throw error(.invalidNumber) }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset &+= 1
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") {
        offset &+= 1
      }
      guard digits() > 0 else { throw error(.invalidNumber) }
    }
    return start..<offset
  }

  /// Passes over digits and returns how many there were.
  @inline(__always)
  private mutating func digits() -> Int {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset &+= 1 }
    return offset &- start
  }

  /// Consumes one of the three literal words.
  mutating func word(_ text: StaticString) throws(JSONError) {
    let end = offset &+ text.utf8CodeUnitCount
    guard end <= bytes.count, bytes.equals(offset, end, text) else { throw error(.expectedValue) }
    offset = end
  }
}
