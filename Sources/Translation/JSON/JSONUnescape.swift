/// Turns the text between the quotes of a JSON string into what it stands for.
enum JSONUnescape {
  /// Appends the value of a string whose escapes were checked before; a lone surrogate becomes U+FFFD.
  static func append(_ text: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    let bytes = ScannedBytes(text)
    output.reserveCapacity(output.count + bytes.count)
    var index = 0
    while true {
      let escape = bytes.indexOfBackslash(from: index)
      output.append(contentsOf: bytes.slice(index, escape))
      guard escape < bytes.count else { return }
      index = escape
      // Escapes come together, as in code: blank lines, quoted quotes.
      while index &+ 1 < bytes.count, bytes[index] == UInt8(ascii: "\\") {
        let kind = bytes[index &+ 1]
        if kind == UInt8(ascii: "u") {
          index = appendUnit(bytes, at: index, to: &output)
        } else {
          output.append(character(kind))
          index &+= 2
        }
      }
      guard index &+ 1 < bytes.count else { return output.append(contentsOf: bytes.slice(index, bytes.count)) }
    }
  }

  /// Appends the text itself, with the escapes of lone surrogates replaced by that of U+FFFD.
  static func appendReplacingLoneSurrogates(_ text: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    let bytes = ScannedBytes(text)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\"), index &+ 1 < bytes.count else {
        output.append(bytes[index])
        index &+= 1
        continue
      }
      var length = 2
      if let unit = escapedUnit(bytes, at: index) {
        length = 6
        if unit & 0xF800 == 0xD800 {
          guard unit < 0xDC00, let low = escapedUnit(bytes, at: index &+ 6), low & 0xFC00 == 0xDC00 else {
            output.append(literal: "\\ufffd")
            index &+= 6
            continue
          }
          length = 12
        }
      }
      output.append(contentsOf: bytes.slice(index, index &+ length))
      index &+= length
    }
  }

  /// The number that four hexadecimal digits at `index` spell.
  static func unit(_ bytes: ScannedBytes, at index: Int) -> UInt32? {
    guard index &+ 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for position in index..<index &+ 4 {
      let byte = bytes[position]
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The UTF-16 code unit of the `\u` escape at `index`; nil if there is none.
  static func escapedUnit(_ bytes: ScannedBytes, at index: Int) -> UInt32? {
    guard index &+ 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index &+ 1] == UInt8(ascii: "u")
    else { return nil }
    return unit(bytes, at: index &+ 2)
  }

  private static func appendUnit(_ bytes: ScannedBytes, at index: Int, to output: inout [UInt8]) -> Int {
    guard let unit = escapedUnit(bytes, at: index) else { return bytes.count }
    var scalar = Unicode.Scalar(unit)
    var next = index &+ 6
    if unit & 0xFC00 == 0xD800, let low = escapedUnit(bytes, at: next), low & 0xFC00 == 0xDC00 {
      scalar = Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF))
      next &+= 6
    }
    output.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
    return next
  }

  private static func character(_ kind: UInt8) -> UInt8 {
    switch kind {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: kind
    }
  }
}
