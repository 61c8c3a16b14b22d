extension HTTPRequestParser {
  /// Takes chunk framing off a body, one byte of framing at a time.
  ///
  /// A size is 1 to 16 hex digits, directly followed by CRLF or by `;`; blanks there are refused although RFC 9112 lets a
  /// recipient skip them, since parsers have been made to disagree about them.
  struct ChunkDecoder {
    struct Step {
      /// Bytes appended, or dropped, by this step.
      var bodyBytes = 0
      /// Whether the last chunk has been read, so that the trailer section starts at the index reached.
      var isLast = false
    }

    private enum State {
      case size(digits: Int)
      case chunkExtension
      case sizeLineFeed
      case data
      case dataCarriageReturn
      case dataLineFeed
    }

    private var state = State.size(digits: 0)
    private var size: UInt64 = 0
    private var extensionBytes = 0

    /// Decodes all that is there, from `index` on, or up to the trailer section.
    mutating func decode(
      _ bytes: [UInt8], from index: inout Int, into body: inout [UInt8], keepsBody: Bool, extensionLimit: Int
    ) throws(HTTPParseError) -> Step {
      var step = Step()
      while index < bytes.count {
        let byte = bytes[index]
        switch state {
        case .size(let digits):
          try readSize(byte, digits: digits)
        case .chunkExtension:
          try readExtension(byte, limit: extensionLimit)
        case .sizeLineFeed:
          guard byte == HTTPCharacter.lineFeed else { throw .badRequest("A chunk size line does not end in CRLF.") }
          if size == 0 {
            index += 1
            step.isLast = true
            return step
          }
          state = .data
        case .data:
          let count = Int(min(size, UInt64(bytes.count - index)))
          if keepsBody { body.append(contentsOf: bytes[index..<(index + count)]) }
          index += count
          step.bodyBytes += count
          size -= UInt64(count)
          if size == 0 { state = .dataCarriageReturn }
          continue
        case .dataCarriageReturn:
          guard byte == HTTPCharacter.carriageReturn else { throw .badRequest("A chunk is longer than its size.") }
          state = .dataLineFeed
        case .dataLineFeed:
          guard byte == HTTPCharacter.lineFeed else { throw .badRequest("A chunk does not end in CRLF.") }
          state = .size(digits: 0)
        }
        index += 1
      }
      return step
    }

    private mutating func readSize(_ byte: UInt8, digits: Int) throws(HTTPParseError) {
      if let value = HTTPCharacter.hexValue(byte) {
        // 16 digits fill 64 bits exactly, so a size that passes cannot have overflowed.
        guard digits < 16 else { throw .badRequest("A chunk size is too large.") }
        size = size << 4 | UInt64(value)
        state = .size(digits: digits + 1)
      } else if digits > 0, byte == HTTPCharacter.carriageReturn {
        state = .sizeLineFeed
      } else if digits > 0, byte == 0x3B {
        state = .chunkExtension
      } else {
        throw .badRequest("A chunk size is not a hexadecimal number.")
      }
    }

    private mutating func readExtension(_ byte: UInt8, limit: Int) throws(HTTPParseError) {
      if byte == HTTPCharacter.carriageReturn {
        state = .sizeLineFeed
        return
      }
      guard !HTTPCharacter.isForbiddenControl(byte) else {
        throw .badRequest("A chunk extension holds a control character.")
      }
      extensionBytes += 1
      guard extensionBytes <= limit else { throw .badRequest("The chunk extensions are too long.") }
    }
  }
}
