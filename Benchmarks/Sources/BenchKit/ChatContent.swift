/// Finds the strings of `"content":` in a JSON text and takes their escapes out.
enum ChatContent {
  /// Checks every such string against `text`; returns how many there were.
  static func check(
    _ bytes: UnsafeRawBufferPointer, against text: inout TemplateChecker, scratch: inout [UInt8],
    event: (UInt64) -> Void
  ) throws -> Int {
    var found = 0
    var at = 0
    while let key = ByteSearch.find("\"content\":", in: bytes, from: at) {
      at = key + 10
      while at < bytes.count, bytes[at] == UInt8(ascii: " ") { at += 1 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { continue }
      at += 1
      found += 1
      let start = at
      while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
      guard at < bytes.count else { throw BenchFailure("a string does not end") }
      if bytes[at] == UInt8(ascii: "\"") {
        try text.feed(UnsafeRawBufferPointer(rebasing: bytes[start..<at]), event: event)
        at += 1
      } else {
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: bytes[start..<at])
        try unescapeRest(of: bytes, from: &at, into: &scratch)
        try scratch.withUnsafeBytes { try text.feed($0, event: event) }
      }
    }
    return found
  }

  private static func unescapeRest(of bytes: UnsafeRawBufferPointer, from at: inout Int, into scratch: inout [UInt8])
    throws
  {
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\"") { return }
      if byte != UInt8(ascii: "\\") {
        scratch.append(byte)
      } else {
        try unescape(bytes, &at, &scratch)
      }
    }
    throw BenchFailure("a string does not end")
  }

  private static func unescape(_ bytes: UnsafeRawBufferPointer, _ at: inout Int, _ scratch: inout [UInt8]) throws {
    guard at < bytes.count else { throw BenchFailure("a string ends in an escape") }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "n"): scratch.append(10)
    case UInt8(ascii: "t"): scratch.append(9)
    case UInt8(ascii: "r"): scratch.append(13)
    case UInt8(ascii: "b"): scratch.append(8)
    case UInt8(ascii: "f"): scratch.append(12)
    case UInt8(ascii: "u"):
      let digits = String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self)
      // Nothing outside the basic plane is ever sent, so a surrogate is wrong here.
      guard let value = UInt32(digits, radix: 16), digits.utf8.count == 4, let scalar = UnicodeScalar(value) else {
        throw BenchFailure("bad escape \\u\(digits)")
      }
      at += 4
      scratch.append(contentsOf: Array(String(Character(scalar)).utf8))
    default: scratch.append(byte)
    }
  }
}
