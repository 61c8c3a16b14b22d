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

  /// The length of the escaped text in bytes.
  package var escapedCount: Int { slice.count }

  /// The unescaped value; a lone surrogate reads as U+FFFD.
  package var string: String {
    guard slice.hasEscapes else { return String(decoding: bytes[slice.start..<slice.end], as: UTF8.self) }
    var value: [UInt8] = []
    bytes.withUnsafeBytes { JSONUnescape.append(ScannedBytes($0).slice(slice.start, slice.end), to: &value) }
    return String(decoding: value, as: UTF8.self)
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

  /// Appends the string without quotes, as part of a longer one.
  package func writeInside(into output: inout [UInt8]) {
    bytes.withUnsafeBytes { JSONWriter.verbatim(slice, of: $0, into: &output) }
  }
}
