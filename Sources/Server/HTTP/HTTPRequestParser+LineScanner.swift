extension HTTPRequestParser {
  /// Finds the empty line that ends a head or a trailer section, resuming where the bytes ran out.
  ///
  /// It is also the one place that refuses control characters and line ends other than CRLF, so the code after it need not.
  struct LineScanner {
    enum Section { case head, trailers }

    /// Offsets of each line's CR from the section's start, without the empty line.
    private(set) var ends: [UInt32] = []
    private var position = 0
    private var lineStart = 0

    mutating func reset() {
      ends.removeAll(keepingCapacity: true)
      position = 0
      lineStart = 0
    }

    /// The section's length with its empty line, or nil when more bytes are needed.
    mutating func scan(
      _ buffer: [UInt8], from start: Int, limits: HTTPLimits, section: Section
    ) throws(HTTPParseError) -> Int? {
      let sizeLimit = section == .head ? limits.maxHeadBytes : limits.maxTrailerBytes
      // The request line is a line too.
      let lineLimit = section == .head ? limits.maxFields + 1 : limits.maxFields
      let found = try buffer.withUnsafeBufferPointer { (all) throws(HTTPParseError) -> Int? in
        let section = UnsafeBufferPointer(rebasing: all[start...].prefix(sizeLimit))
        return try scan(UnsafeRawBufferPointer(section), lineLimit: lineLimit)
      }
      if found == nil, buffer.count - start >= sizeLimit {
        throw section == .head && ends.isEmpty
          ? HTTPParseError(status: 414, reason: "The request line is too long.")
          : HTTPParseError(status: 431, reason: "The header fields are too large.")
      }
      return found
    }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer, lineLimit: Int) throws(HTTPParseError) -> Int? {
      var index = position
      while true {
        Self.skipOrdinary(bytes, &index)
        guard index < bytes.count else { break }
        switch bytes[index] {
        case HTTPCharacter.tab:
          index += 1
        case HTTPCharacter.carriageReturn:
          guard index + 1 < bytes.count else {
            position = index
            return nil
          }
          guard bytes[index + 1] == HTTPCharacter.lineFeed else {
            throw .badRequest("A carriage return is not followed by a line feed.")
          }
          if index == lineStart { return index + 2 }
          guard ends.count < lineLimit else { throw HTTPParseError(status: 431, reason: "Too many header fields.") }
          ends.append(UInt32(index))
          index += 2
          lineStart = index
        case HTTPCharacter.lineFeed:
          throw .badRequest("A line ends without a carriage return.")
        default:
          throw .badRequest("The head holds a control character.")
        }
      }
      position = index
      return nil
    }

    /// Moves `index` to the next control character, eight bytes at a time.
    @inline(__always)
    private static func skipOrdinary(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) {
      let ones: UInt64 = 0x0101_0101_0101_0101
      let highs = ones << 7
      while index + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let deleted = word ^ (ones &* 0x7F)
        // A borrow can mark bytes above a true hit, never below: the lowest mark is exact.
        let marks = (((word &- ones &* 0x20) & ~word) | ((deleted &- ones) & ~deleted)) & highs
        guard marks == 0 else {
          index += marks.trailingZeroBitCount >> 3
          return
        }
        index += 8
      }
      while index < bytes.count, bytes[index] >= 0x20, bytes[index] != 0x7F { index += 1 }
    }
  }
}
