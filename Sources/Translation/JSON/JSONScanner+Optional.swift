/// Reads of values that may be null or of a kind nobody expects: both are passed over like a missing value.
extension JSONScanner {
  @inline(__always)
  package mutating func optionalString() throws(JSONError) -> JSONSlice? {
    if try nextByte() == UInt8(ascii: "\"") { return try scanString() }
    try skip()
    return nil
  }

  package mutating func optionalBool() throws(JSONError) -> Bool {
    if try peek() == .bool { return try bool() }
    try skip()
    return false
  }

  /// A count; 64-bit numbers also come as strings. Zero for what is none, such as a negative or broken number.
  package mutating func optionalCount() throws(JSONError) -> Int {
    let range: Range<Int>
    switch try peek() {
    case .number: range = try number()
    case .string:
      let slice = try scanString()
      range = slice.start..<slice.end
    default:
      try skip()
      return 0
    }
    var value = 0
    for index in range {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10, range.count <= 18 else { return 0 }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Enters an object; passes over anything else and returns false.
  @inline(__always)
  package mutating func enterOptionalObject() throws(JSONError) -> Bool {
    if try nextByte() == UInt8(ascii: "{") {
      try open()
      return true
    }
    try skip()
    return false
  }

  /// Enters an array; passes over anything else and returns false.
  @inline(__always)
  package mutating func enterOptionalArray() throws(JSONError) -> Bool {
    if try nextByte() == UInt8(ascii: "[") {
      try open()
      return true
    }
    try skip()
    return false
  }
}
