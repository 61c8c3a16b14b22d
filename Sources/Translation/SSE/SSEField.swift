/// Reads the name of a field at the start of a line.
enum SSEField {
  /// Where the value of a `data` line begins; nil if the line is another.
  @inline(__always)
  static func data(_ bytes: ScannedBytes, _ start: Int, _ end: Int) -> Int? {
    value(of: "data", bytes, start, end)
  }

  /// Where the value begins if the line's field is `name`: behind the colon and one space.
  ///
  /// A line without a colon is a field with an empty value.
  @inline(__always)
  static func value(of name: StaticString, _ bytes: ScannedBytes, _ start: Int, _ end: Int) -> Int? {
    let colon = start &+ name.utf8CodeUnitCount
    guard colon <= end, bytes.equals(start, colon, name) else { return nil }
    if colon == end { return end }
    guard bytes[colon] == UInt8(ascii: ":") else { return nil }
    let value = colon &+ 1
    return value < end && bytes[value] == UInt8(ascii: " ") ? value &+ 1 : value
  }
}
