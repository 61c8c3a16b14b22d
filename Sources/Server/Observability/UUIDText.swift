/// 128 bits in the spelling of a UUID: hexadecimal digits in groups of 8, 4, 4, 4 and 12.
struct UUIDText {
  var high: UInt64
  var low: UInt64

  var text: String {
    String(unsafeUninitializedCapacity: 36) { bytes in
      var position = 0
      for digit in 0..<32 {
        if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
          bytes[position] = UInt8(ascii: "-")
          position += 1
        }
        let word = digit < 16 ? high : low
        let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (digit % 16))) & 15
        bytes[position] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
        position += 1
      }
      return 36
    }
  }
}
