/// The bytes a scanner reads: every access to raw memory that is not bounds-checked in release goes through here.
///
/// Callers keep `0 <= index < count`, for `word` `index + 8 <= count`; debug builds check both. The memory must stay
/// alive and unchanged while the value is in use.
struct ScannedBytes {
  private let buffer: UnsafeRawBufferPointer
  let count: Int

  init(_ buffer: UnsafeRawBufferPointer) {
    self.buffer = buffer
    count = buffer.count
  }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    return buffer[index]
  }

  /// Eight bytes as a number whose lowest byte comes first in memory.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    return UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// Checked in release too: the range may come from another call.
  @inline(__always)
  func slice(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    precondition(start >= 0 && start <= end && end <= count)
    return UnsafeRawBufferPointer(rebasing: buffer[start..<end])
  }

  /// The first byte from `index` on that a string scan must look at: a quote, a backslash, a control character, or
  /// one outside ASCII. `count` if there is none.
  ///
  /// Eight bytes at a time in one register; Swift's `SIMD16` is far slower here. Borrows make the masks report false
  /// bytes, but only above a true one, so the lowest is right.
  @inline(__always)
  func indexOfSpecial(from index: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = index
    while index &+ 8 <= count {
      let word = word(at: index)
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      let found =
        (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((word &- ones &* 0x20) & ~word) | word)
        & highs
      if found != 0 { return index &+ (found.trailingZeroBitCount &>> 3) }
      index &+= 8
    }
    while index < count {
      let byte = self[index]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return index }
      index &+= 1
    }
    return index
  }

  /// The first backslash from `index` on; `count` if there is none.
  @inline(__always)
  func indexOfBackslash(from index: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = index
    while index &+ 8 <= count {
      let backslash = word(at: index) ^ (ones &* 0x5C)
      let found = (backslash &- ones) & ~backslash & (ones &* 0x80)
      if found != 0 { return index &+ (found.trailingZeroBitCount &>> 3) }
      index &+= 8
    }
    while index < count, self[index] != 0x5C { index &+= 1 }
    return index
  }

  /// Whether the bytes from `start` on begin with `other`.
  @inline(__always)
  func begin(with other: [UInt8], at start: Int) -> Bool {
    guard start >= 0, other.count <= count &- start else { return false }
    return other.withUnsafeBytes { buffer in
      let other = ScannedBytes(buffer)
      var index = 0
      while index &+ 8 <= other.count {
        if word(at: start &+ index) != other.word(at: index) { return false }
        index &+= 8
      }
      while index < other.count {
        if self[start &+ index] != other[index] { return false }
        index &+= 1
      }
      return true
    }
  }

  /// Whether the bytes of the range are those of `text`.
  @inline(__always)
  func equals(_ start: Int, _ end: Int, _ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard end &- start == length else { return false }
    var index = 0
    while index &+ 8 <= length {
      let other = UnsafeRawPointer(text.utf8Start).loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if word(at: start &+ index) != UInt64(littleEndian: other) { return false }
      index &+= 8
    }
    while index < length {
      if self[start &+ index] != text.utf8Start[index] { return false }
      index &+= 1
    }
    return true
  }

  /// The first CR or LF from `index` on; `count` if there is none.
  @inline(__always)
  func indexOfLineEnd(from index: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = index
    while index &+ 8 <= count {
      let word = word(at: index)
      let feed = word ^ (ones &* 0x0A)
      let carriage = word ^ (ones &* 0x0D)
      let found = (((feed &- ones) & ~feed) | ((carriage &- ones) & ~carriage)) & highs
      if found != 0 { return index &+ (found.trailingZeroBitCount &>> 3) }
      index &+= 8
    }
    while index < count {
      let byte = self[index]
      if byte == 0x0A || byte == 0x0D { return index }
      index &+= 1
    }
    return index
  }
}
