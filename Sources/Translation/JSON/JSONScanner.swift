/// Pulls values out of a JSON text without building anything.
///
/// Strict RFC 8259 over everything it passes, skipped values included: UTF-8, escapes, numbers, control characters
/// and nesting are checked. A `\u` escape of a lone surrogate is grammatical and accepted; it reads, and is copied, as
/// U+FFFD. Linear time, no recursion, no allocation up to 64 nested levels. The bytes must outlive the scanner.
package struct JSONScanner {
  /// Containers may nest this deep.
  package static let maximumDepth = 512

  let bytes: ScannedBytes
  /// Bytes consumed so far.
  package internal(set) var offset = 0
  var depth = 0
  /// Whether the innermost container was just entered: no comma is due before its first member.
  private var atStart = false

  package init(_ buffer: UnsafeRawBufferPointer) {
    bytes = ScannedBytes(buffer)
  }

  // MARK: Structure

  /// The kind of the next value, which stays to be read.
  package mutating func peek() throws(JSONError) -> JSONKind {
    switch try nextByte() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw error(offset == 0 && startsWithMark ? .byteOrderMark : .expectedValue)
    }
  }

  /// Consumes the `{` of an object, whose members `nextKey` then yields.
  package mutating func enterObject() throws(JSONError) {
    guard try nextByte() == UInt8(ascii: "{") else { throw error(.expected(.object)) }
    try open()
  }

  /// Consumes the `[` of an array, whose elements `nextElement` then announces.
  package mutating func enterArray() throws(JSONError) {
    guard try nextByte() == UInt8(ascii: "[") else { throw error(.expected(.array)) }
    try open()
  }

  /// The key of the next member, its value left to be read or skipped; nil once the object is closed.
  @inline(__always)
  package mutating func nextKey() throws(JSONError) -> JSONSlice? {
    guard try advance(closing: UInt8(ascii: "}")) else { return nil }
    return try key()
  }

  /// Whether another element is there, to be read or skipped; false once the array is closed.
  @inline(__always)
  package mutating func nextElement() throws(JSONError) -> Bool {
    try advance(closing: UInt8(ascii: "]"))
  }

  /// Checks that nothing but white space is left.
  package mutating func end() throws(JSONError) {
    skipWhitespace()
    if offset < bytes.count { throw error(.trailingData) }
  }

  // MARK: Values

  /// Reads a string as the range between its quotes.
  @inline(__always)
  package mutating func string() throws(JSONError) -> JSONSlice {
    guard try nextByte() == UInt8(ascii: "\"") else { throw error(.expected(.string)) }
    return try scanString()
  }

  /// Reads a number as the range of its text.
  package mutating func number() throws(JSONError) -> Range<Int> {
    let first = try nextByte()
    guard first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") < 10 else { throw error(.expected(.number)) }
    return try scanNumber()
  }

  package mutating func bool() throws(JSONError) -> Bool {
    switch try nextByte() {
    case UInt8(ascii: "t"):
      try word("true")
      return true
    case UInt8(ascii: "f"):
      try word("false")
      return false
    default: throw error(.expected(.bool))
    }
  }

  package mutating func null() throws(JSONError) {
    guard try nextByte() == UInt8(ascii: "n") else { throw error(.expected(.null)) }
    try word("null")
  }

  /// Passes over the next value, checking all of it, and returns the range of its text.
  @discardableResult
  package mutating func skip() throws(JSONError) -> Range<Int> {
    let first = try nextByte()
    let start = offset
    if first == UInt8(ascii: "\"") {
      _ = try scanString()
      return start..<offset
    }
    if first != UInt8(ascii: "{"), first != UInt8(ascii: "[") {
      try scalar()
      return start..<offset
    }
    try skipContainer()
    return start..<offset
  }

  private mutating func skipContainer() throws(JSONError) {
    var nesting = JSONNesting()
    value: while true {
      switch try nextByte() {
      case UInt8(ascii: "{"):
        try open()
        if try nextByte() == UInt8(ascii: "}") {
          close()
        } else {
          nesting.push(object: true)
          _ = try key()
          continue value
        }
      case UInt8(ascii: "["):
        try open()
        if try nextByte() == UInt8(ascii: "]") {
          close()
        } else {
          nesting.push(object: false)
          continue value
        }
      default: try scalar()
      }
      while !nesting.isEmpty {
        let isObject = nesting.topIsObject
        let byte = try nextByte()
        if byte == UInt8(ascii: ",") {
          offset &+= 1
          if isObject { _ = try key() }
          continue value
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { throw error(.expectedCommaOrEnd) }
        close()
        nesting.pop()
      }
      return
    }
  }

  // MARK: Slices

  /// Whether a string of this text has the value `text`; escapes are honoured.
  @inline(__always)
  package func matches(_ slice: JSONSlice, _ text: StaticString) -> Bool {
    if slice.hasEscapes { return matchesUnescaped(slice, text) }
    return bytes.equals(slice.start, slice.end, text)
  }

  /// The bytes of a range of this text; they live no longer than the text.
  package func raw(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    bytes.slice(range.lowerBound, range.upperBound)
  }

  private func matchesUnescaped(_ slice: JSONSlice, _ text: StaticString) -> Bool {
    // An escape is never shorter than what it stands for, a longer string may still match a shorter text.
    guard slice.count >= text.utf8CodeUnitCount else { return false }
    var unescaped: [UInt8] = []
    JSONUnescape.append(bytes.slice(slice.start, slice.end), to: &unescaped)
    return unescaped.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  // MARK: Steps shared with the parser

  @inline(__always)
  func error(_ reason: JSONError.Reason) -> JSONError { JSONError(offset: offset, reason) }

  @inline(__always)
  mutating func skipWhitespace() {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      offset &+= 1
    }
  }

  /// The next byte that is not white space, which stays to be consumed.
  @inline(__always)
  mutating func nextByte() throws(JSONError) -> UInt8 {
    skipWhitespace()
    guard offset < bytes.count else { throw error(.unexpectedEnd) }
    return bytes[offset]
  }

  @inline(__always)
  mutating func open() throws(JSONError) {
    guard depth < Self.maximumDepth else { throw error(.tooDeep) }
    depth &+= 1
    offset &+= 1
    atStart = true
  }

  @inline(__always)
  mutating func close() {
    offset &+= 1
    depth &-= 1
    atStart = false
  }

  @inline(__always)
  mutating func key() throws(JSONError) -> JSONSlice {
    guard try nextByte() == UInt8(ascii: "\"") else { throw error(.expectedKey) }
    let slice = try scanString()
    guard try nextByte() == UInt8(ascii: ":") else { throw error(.expectedColon) }
    offset &+= 1
    return slice
  }

  @inline(__always)
  private mutating func advance(closing: UInt8) throws(JSONError) -> Bool {
    let byte = try nextByte()
    if byte == closing {
      close()
      return false
    }
    if atStart {
      atStart = false
      return true
    }
    guard byte == UInt8(ascii: ",") else { throw error(.expectedCommaOrEnd) }
    offset &+= 1
    // Left to the caller, `[1,]` would pass as an array that ends.
    if try nextByte() == closing { throw error(.expectedValue) }
    return true
  }

  private var startsWithMark: Bool {
    bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }
}
