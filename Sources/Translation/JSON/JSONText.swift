/// A string value that may still be a slice of the text it was read from.
///
/// Kept as the checked text between the quotes, so writing it to another JSON text is a copy and nothing is unescaped
/// that nobody reads.
package struct JSONText: Sendable {
  private let bytes: [UInt8]
  private let slice: JSONSlice

  init(bytes: [UInt8], slice: JSONSlice) {
    self.bytes = bytes
    self.slice = slice
  }

  package init(_ text: String) {
    var escaped: [UInt8] = []
    var text = text
    text.withUTF8 { JSONWriter.escape(UnsafeRawBufferPointer($0), into: &escaped) }
    bytes = escaped
    slice = JSONSlice(start: 0, end: escaped.count, hasEscapes: true)
  }

  package var isEmpty: Bool { slice.isEmpty }

  /// Whether the escaped text has a backslash.
  var hasEscapes: Bool { slice.hasEscapes }

  /// The first bytes of the escaped text.
  func prefix(_ count: Int) -> [UInt8] {
    Array(bytes[slice.start..<min(slice.end, slice.start + count)])
  }

  /// The first bytes of the escaped text, fewer where an escape would be cut.
  func prefixBeforeEscape(_ count: Int) -> [UInt8] {
    var prefix = prefix(count)
    guard slice.hasEscapes, prefix.count < slice.count else { return prefix }
    var index = 0
    var end = 0
    while index < prefix.count {
      end = index
      guard prefix[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      index += index + 1 < prefix.count && prefix[index + 1] == UInt8(ascii: "u") ? 6 : 2
    }
    if index > prefix.count { prefix.removeLast(prefix.count - end) }
    return prefix
  }

  /// The text without its first bytes, as a slice of the same memory; the cut must not be inside an escape.
  func dropping(_ count: Int) -> JSONText {
    var rest = slice
    rest.start = min(slice.end, slice.start + count)
    return JSONText(bytes: bytes, slice: rest)
  }

  /// Whether all bytes of the escaped text are of a kind.
  func allBytes(_ isOfKind: (UInt8) -> Bool) -> Bool {
    bytes.withUnsafeBytes { buffer in
      ScannedBytes(buffer).slice(slice.start, slice.end).allSatisfy(isOfKind)
    }
  }

  /// The length of the escaped text in bytes.
  package var escapedCount: Int { slice.count }

  /// The same text where it is known to have no backslash.
  var withoutEscapes: JSONText { JSONText(bytes: bytes, slice: JSONSlice(start: slice.start, end: slice.end)) }

  /// The unescaped value; a lone surrogate reads as U+FFFD.
  package var string: String {
    guard slice.hasEscapes else { return String(decoding: bytes[slice.start..<slice.end], as: UTF8.self) }
    return String(decoding: unescaped, as: UTF8.self)
  }

  /// The unescaped value in UTF-8.
  var unescaped: [UInt8] {
    var value: [UInt8] = []
    bytes.withUnsafeBytes { JSONUnescape.append(ScannedBytes($0).slice(slice.start, slice.end), to: &value) }
    return value
  }

  /// The first byte of the value that is no white space or control character.
  var firstVisible: UInt8? {
    // Long white space is rare, and unescaping a whole text to see how it begins is dear.
    var head: [UInt8] = []
    prefixBeforeEscape(32).withUnsafeBytes { JSONUnescape.append($0, to: &head) }
    return head.first { $0 > 0x20 } ?? (slice.count > 32 ? unescaped.first { $0 > 0x20 } : nil)
  }

  package static func == (text: JSONText, literal: StaticString) -> Bool {
    text.bytes.withUnsafeBytes { JSONScanner($0).matches(text.slice, literal) }
  }

  /// Appends the string in quotes.
  package func write(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    writeInside(into: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// Appends the string in quotes; a long one stays a slice of the text it was read from.
  func write(into output: inout SlicedBytes) {
    guard slice.count >= SlicedBytes.minimumSlice, !slice.hasLoneSurrogates else { return write(into: &output.open) }
    output.append(UInt8(ascii: "\""))
    output.append(bytes[slice.start..<slice.end])
    output.append(UInt8(ascii: "\""))
  }

  /// Appends the string without quotes, as part of a longer one.
  package func writeInside(into output: inout [UInt8]) {
    bytes.withUnsafeBytes { JSONWriter.verbatim(slice, of: $0, into: &output) }
  }
}
