import CLinux

/// Finding bytes in bytes.
public enum ByteSearch {
  /// The offset of `needle` at or after `start`, nil if there is none.
  @inline(__always)
  public static func find(_ needle: StaticString, in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
    guard let base = bytes.baseAddress, start <= bytes.count,
      let hit = bench_find(base + start, bytes.count - start, needle.utf8Start, needle.utf8CodeUnitCount)
    else { return nil }
    return hit - base
  }

  /// The value of a header in a message head, nil if it is not there. `name` is lower case.
  public static func header(_ name: StaticString, in head: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    let length = name.utf8CodeUnitCount
    var start = find("\r\n", in: head).map { $0 + 2 }
    while let line = start {
      guard let end = find("\r\n", in: head, from: line), end > line else { return nil }
      if end - line > length, head[line + length] == UInt8(ascii: ":"), matches(name, head, at: line) {
        var first = line + length + 1
        while first < end, head[first] == UInt8(ascii: " ") { first += 1 }
        return UnsafeRawBufferPointer(rebasing: head[first..<end])
      }
      start = end + 2
    }
    return nil
  }

  private static func matches(_ name: StaticString, _ head: UnsafeRawBufferPointer, at start: Int) -> Bool {
    for index in 0..<name.utf8CodeUnitCount {
      let byte = head[start + index]
      let lower = (65...90).contains(byte) ? byte | 0x20 : byte
      if lower != name.utf8Start[index] { return false }
    }
    return true
  }
}
