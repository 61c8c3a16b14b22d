/// Appends JSON to a buffer of bytes; what it appends is always valid.
///
/// Structure (`{`, commas, keys) is written by callers as literals: the writer guards the values in between.
package enum JSONWriter {
  /// Appends a string in quotes, escaped where JSON demands it.
  package static func string(_ text: String, into output: inout [UInt8]) {
    var text = text
    text.withUTF8 { string(UnsafeRawBufferPointer($0), into: &output) }
  }

  /// Appends bytes as a string in quotes; what is not UTF-8 becomes U+FFFD.
  package static func string(_ text: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    escape(text, into: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// Appends bytes as the inside of a string, without quotes.
  package static func escape(_ text: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    let bytes = ScannedBytes(text)
    var clean = 0
    var index = 0
    while true {
      index = bytes.indexOfSpecial(from: index)
      guard index < bytes.count else { break }
      let byte = bytes[index]
      if byte >= 0x80 {
        let length = UTF8Sequence.length(bytes, at: index)
        if length > 0 {
          index &+= length
          continue
        }
      }
      output.append(contentsOf: bytes.slice(clean, index))
      escape(byte, into: &output)
      index &+= 1
      clean = index
    }
    output.append(contentsOf: bytes.slice(clean, bytes.count))
  }

  /// Appends the inside of a JSON string that a `JSONScanner` over `source` has passed, without quotes.
  ///
  /// Copied as it stands, since both sides are JSON strings; only lone surrogates are replaced.
  @inline(__always)
  package static func verbatim(_ slice: JSONSlice, of source: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    let text = ScannedBytes(source).slice(slice.start, slice.end)
    if slice.hasLoneSurrogates {
      JSONUnescape.appendReplacingLoneSurrogates(text, to: &output)
    } else {
      output.append(contentsOf: text)
    }
  }

  package static func integer(_ value: Int, into output: inout [UInt8]) {
    if value < 0 { output.append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    var divisor: UInt = 1
    while magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      output.append(UInt8(ascii: "0") + UInt8(magnitude / divisor % 10))
      divisor /= 10
    }
  }

  /// Appends the shortest number that reads back as `value`; throws `.notFinite` for what JSON cannot express.
  package static func number(_ value: Double, into output: inout [UInt8]) throws(JSONError) {
    guard value.isFinite else { throw JSONError(offset: output.count, .notFinite) }
    output.append(contentsOf: value.description.utf8)
  }

  /// Appends an array of strings.
  package static func strings(_ texts: [String], into output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    for (position, text) in texts.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      string(text, into: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  package static func bool(_ value: Bool, into output: inout [UInt8]) {
    output.append(literal: value ? "true" : "false")
  }

  /// Appends one checked JSON value on a single line, its white space between tokens removed.
  package static func compact(_ json: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    forEachToken(of: json) { output.append($0) }
  }

  /// Appends one checked JSON value as the inside of a string, its white space between tokens removed.
  ///
  /// This is how arguments of a tool call, an object on one side, become the string of the other.
  package static func embed(_ json: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    forEachToken(of: json) { byte in
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { output.append(UInt8(ascii: "\\")) }
      output.append(byte)
    }
  }

  /// Hands every byte but the white space between tokens to `body`.
  @inline(__always)
  private static func forEachToken(of json: UnsafeRawBufferPointer, _ body: (UInt8) -> Void) {
    var inString = false
    var escaped = false
    for byte in json {
      if inString {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
      } else if byte == UInt8(ascii: "\"") {
        inString = true
      } else if byte <= 0x20 {
        continue
      }
      body(byte)
    }
  }

  private static func escape(_ byte: UInt8, into output: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): output.append(literal: "\\\"")
    case UInt8(ascii: "\\"): output.append(literal: "\\\\")
    case 0x0A: output.append(literal: "\\n")
    case 0x0D: output.append(literal: "\\r")
    case 0x09: output.append(literal: "\\t")
    case 0..<0x20:
      output.append(literal: "\\u00")
      output.append(UInt8(ascii: "0") + byte >> 4)
      let low = byte & 15
      output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    default: output.append(literal: "\u{FFFD}")
    }
  }
}

extension [UInt8] {
  init(literal text: StaticString) {
    self.init(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends text known when the program is built.
  @inline(__always)
  package mutating func append(literal text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
