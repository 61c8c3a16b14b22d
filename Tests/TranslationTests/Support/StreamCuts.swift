@testable import Translation

/// The places where a network may cut a stream of events.
enum StreamCuts {
  /// Payloads framed as Google does.
  static func frame(_ payloads: [[UInt8]]) -> [UInt8] {
    payloads.flatMap { Array("data: ".utf8) + $0.filter { $0 != UInt8(ascii: "\n") } + Array("\r\n\r\n".utf8) }
  }

  /// Every position of a short stream; of a longer one those within four bytes of the end of a line, of an escape and
  /// of a character that takes several bytes.
  static func positions(_ bytes: [UInt8]) -> [Int] {
    guard bytes.count > 1024 else { return Array(0...bytes.count) }
    var positions: Set<Int> = []
    for (index, byte) in bytes.enumerated() {
      guard byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "\\") || byte >= 0x80 else { continue }
      for near in max(0, index - 4)...min(bytes.count, index + 5) { positions.insert(near) }
    }
    return positions.sorted()
  }

  /// The bytes in pieces, cut at some of their positions.
  static func cut(_ bytes: [UInt8], at positions: some Sequence<Int>) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    for position in positions where position >= start {
      pieces.append(bytes[start..<position])
      start = position
    }
    pieces.append(bytes[start...])
    return pieces
  }

  /// What an encoder makes of a stream that comes in these pieces.
  static func answer<Encoder: ResponseEncoder>(
    _ encoder: Encoder, _ pieces: [ArraySlice<UInt8>]
  ) throws -> [UInt8] {
    var encoder = encoder
    var parser = SSEParser()
    var output: [UInt8] = []
    for piece in pieces {
      // A copy of its own for each piece: nothing may lean on the neighbours in memory.
      try Array(piece).withUnsafeBytes { buffer in
        try parser.feed(buffer) { try encoder.consume($0.data, into: &output) }
      }
    }
    try parser.finish { try encoder.consume($0.data, into: &output) }
    encoder.finish(into: &output)
    if output.isEmpty { encoder.whole(into: &output) }
    return output
  }
}
