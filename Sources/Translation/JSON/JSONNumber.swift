/// A number as it is written, digit for digit.
package struct JSONNumber: Sendable, Equatable {
  private let source: ArraySlice<UInt8>

  /// Takes over text that a `JSONScanner` has passed as a number.
  init(checked source: ArraySlice<UInt8>) {
    self.source = source
  }

  package init(_ value: Int) {
    var text: [UInt8] = []
    JSONWriter.integer(value, into: &text)
    source = text[...]
  }

  /// Throws `.notFinite` for an infinity or NaN.
  package init(_ value: Double) throws(JSONError) {
    var text: [UInt8] = []
    try JSONWriter.number(value, into: &text)
    source = text[...]
  }

  package var text: String { String(decoding: source, as: UTF8.self) }

  package func write(into output: inout [UInt8]) {
    output.append(contentsOf: source)
  }
}
