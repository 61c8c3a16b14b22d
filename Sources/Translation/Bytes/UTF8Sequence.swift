/// The well-formed byte sequences of Unicode, table 3-7.
enum UTF8Sequence {
  /// The length of the multi-byte character at `index`, 2 to 4; 0 if the bytes there are not well-formed.
  static func length(_ bytes: ScannedBytes, at index: Int) -> Int {
    let left = bytes.count &- index
    let first = bytes[index]
    guard left >= 2 else { return 0 }
    let second = bytes[index &+ 1]
    switch first {
    case 0xC2...0xDF:
      return isTail(second) ? 2 : 0
    case 0xE0...0xEF:
      guard left >= 3, isTail(second), isTail(bytes[index &+ 2]) else { return 0 }
      // Overlong forms and surrogates.
      if first == 0xE0, second < 0xA0 { return 0 }
      if first == 0xED, second >= 0xA0 { return 0 }
      return 3
    case 0xF0...0xF4:
      guard left >= 4, isTail(second), isTail(bytes[index &+ 2]), isTail(bytes[index &+ 3]) else { return 0 }
      // Overlong forms and what lies beyond U+10FFFF.
      if first == 0xF0, second < 0x90 { return 0 }
      if first == 0xF4, second >= 0x90 { return 0 }
      return 4
    default:
      return 0
    }
  }

  @inline(__always)
  private static func isTail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
