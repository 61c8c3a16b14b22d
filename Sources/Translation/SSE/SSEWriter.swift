/// Appends server-sent events to a buffer of bytes.
package enum SSEWriter {
  /// Appends one event whose data is JSON on a single line.
  package static func data(_ json: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    output.append(literal: "data: ")
    output.append(contentsOf: json)
    output.append(literal: "\n\n")
  }

  /// Appends one event whose data is known when the program is built.
  package static func data(_ text: StaticString, into output: inout [UInt8]) {
    output.append(literal: "data: ")
    output.append(literal: text)
    output.append(literal: "\n\n")
  }

  /// Appends a comment, which clients pass over, as an event of its own.
  package static func comment(_ text: StaticString, into output: inout [UInt8]) {
    output.append(literal: ": ")
    output.append(literal: text)
    output.append(literal: "\n\n")
  }
}
