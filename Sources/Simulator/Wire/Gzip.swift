/// The gzip container around bytes that are stored as they are (RFC 1951, 3.2.4; RFC 1952): it saves nothing, and whoever
/// receives it must unpack it all the same.
enum Gzip {
  private static let largestBlock = 65535

  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    // Deflate, no flags, no time, unknown system.
    var output: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
      let end = min(start + largestBlock, bytes.count)
      output.append(end == bytes.count ? 1 : 0)
      append(UInt32(end - start), 2, to: &output)
      append(~UInt32(end - start), 2, to: &output)
      output.append(contentsOf: bytes[start..<end])
      start = end
    } while start < bytes.count
    append(checksum(bytes), 4, to: &output)
    append(UInt32(truncatingIfNeeded: bytes.count), 4, to: &output)
    return output
  }

  private static func append(_ value: UInt32, _ count: UInt32, to output: inout [UInt8]) {
    for index in 0..<count { output.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value = ~UInt32(0)
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
