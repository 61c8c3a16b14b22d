import Glibc
import LoopbackServers
import Transport

/// Serves slices of one pseudo-random pattern: `/OFFSET/SIZE` in pieces of random length, with a length or in chunks.
final class PatternServer: Sendable {
  static let pattern: [UInt8] = {
    var random = SplitMix(seed: 42)
    return (0..<(1 << 20)).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
  }()

  /// Body bytes that the kernel has taken so far, of all connections.
  let sent = Lock(0)
  private let server: RawServer

  var port: Int { server.port }
  var accepted: Int { server.accepted }

  init() throws {
    let sent = sent
    server = try RawServer { connection in
      while true {
        let head = RawServer.readHead(connection)
        let numbers = head.prefix { $0 != "\r\n" }.split { !$0.isNumber }.compactMap { Int($0) }
        // The two numbers of the path, then those of the version.
        guard numbers.count >= 2 else { return }
        guard Self.answer(connection, offset: numbers[0], size: numbers[1], sent) else { return }
      }
    }
  }

  private static func answer(_ connection: Int32, offset: Int, size: Int, _ sent: Lock<Int>) -> Bool {
    var random = SplitMix(seed: UInt64(offset &* 31 &+ size))
    let isChunked = offset % 2 == 0
    let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(size)"
    guard RawServer.write(connection, "HTTP/1.1 200 OK\r\n\(framing)\r\n\r\n") else { return false }
    var done = 0
    while done < size {
      let begin = (offset + done) % pattern.count
      let count = min(1 + Int(random.next() % 60_000), size - done, pattern.count - begin)
      let piece = pattern[begin..<begin + count]
      if isChunked, !RawServer.write(connection, String(count, radix: 16) + "\r\n") { return false }
      guard RawServer.write(connection, piece) else { return false }
      if isChunked, !RawServer.write(connection, "\r\n") { return false }
      done += count
      sent.withLock { $0 += count }
    }
    return isChunked ? RawServer.write(connection, "0\r\n\r\n") : true
  }

  /// Reads a body to its end; the number of bytes up to the first that is not the pattern's.
  static func countMatching(_ body: ByteStream, offset: Int) async throws(TransportError) -> Int {
    var buffer: [UInt8] = []
    var done = 0
    while try await body.read(into: &buffer) {
      var start = 0
      while start < buffer.count {
        let begin = (offset + done) % pattern.count
        let count = min(buffer.count - start, pattern.count - begin)
        let isEqual = buffer.withUnsafeBytes { buffer in
          pattern.withUnsafeBytes { pattern in
            guard let one = buffer.baseAddress, let other = pattern.baseAddress else { return false }
            return memcmp(one + start, other + begin, count) == 0
          }
        }
        guard isEqual else { return done }
        start += count
        done += count
      }
    }
    return done
  }
}

/// A small generator with a seed, so that a failing run can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
