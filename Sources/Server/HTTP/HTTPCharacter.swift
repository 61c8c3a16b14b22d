/// The character classes of RFC 9110 and RFC 3986 that the parser and the serializer share.
enum HTTPCharacter {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20

  /// `tchar` of RFC 9110: what names of methods and fields are made of.
  @inline(__always)
  static func isToken(_ byte: UInt8) -> Bool {
    // Bit n of a mask is the character n, or n + 64: two shifts beat a table that must be initialised and bounds-checked.
    guard byte < 128 else { return false }
    let mask: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
    return (mask >> UInt64(byte & 63)) & 1 == 1
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Controls that no field value may hold: everything below space but the tab, and DEL.
  @inline(__always)
  static func isForbiddenControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != tab) || byte == 0x7F }

  @inline(__always)
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// ASCII letters in lower case, every other byte as it is.
  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// What a registered name may hold (RFC 3986 `unreserved`, `sub-delims` and the percent sign).
  static func isRegisteredName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x2D, 0x2E, 0x5F, 0x7E: true  // - . _ ~
    case 0x21, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x3B, 0x3D: true  // ! $ % & ' ( ) * + , ; =
    default: false
    }
  }
}

extension Collection<UInt8> {
  /// Compares as field names do: ASCII letters without case, all else exactly.
  @inline(__always)
  func equalsIgnoringASCIICase(_ other: some Collection<UInt8>) -> Bool {
    guard count == other.count else { return false }
    // Written out: `zip` costs several times as much here, and this runs for every field of every request.
    var index = startIndex
    var otherIndex = other.startIndex
    while index != endIndex {
      guard HTTPCharacter.lowercased(self[index]) == HTTPCharacter.lowercased(other[otherIndex]) else { return false }
      formIndex(after: &index)
      other.formIndex(after: &otherIndex)
    }
    return true
  }
}

extension BidirectionalCollection<UInt8> {
  /// Without spaces and tabs at either end.
  @inline(__always)
  func trimmingBlanks() -> SubSequence {
    guard let first = firstIndex(where: { !HTTPCharacter.isBlank($0) }),
      let last = lastIndex(where: { !HTTPCharacter.isBlank($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
