import Glibc
import Testing

@testable import Server

/// Hostile shapes cost the parser in proportion to their bytes.
struct HTTPLinearityTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var head: String
    var unit: String
    /// Bytes that arrive at once; 0 for all of them.
    var pieceSize: Int
  }

  private static let chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"

  static let shapes = [
    Shape(testDescription: "chunks of one byte", head: chunked, unit: "1\r\nx\r\n", pieceSize: 0),
    Shape(testDescription: "chunks of one byte, byte by byte", head: chunked, unit: "1\r\nx\r\n", pieceSize: 1),
    Shape(testDescription: "pipelined requests", head: "", unit: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", pieceSize: 0),
    Shape(
      testDescription: "pipelined requests in odd pieces", head: "", unit: "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
      pieceSize: 37),
    Shape(
      testDescription: "a body byte by byte", head: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 999999999\r\n\r\n",
      unit: "xxxxxxxx", pieceSize: 1),
  ]

  /// Eight times the bytes cost a quadratic parser 64 times the time; 32 leaves room for noise.
  @Test(arguments: shapes)
  func `Eight times the bytes cost about eight times the time`(shape: Shape) {
    let small = (0..<5).map { _ in Self.cost(shape, units: 500) }.min() ?? 0
    let large = (0..<3).map { _ in Self.cost(shape, units: 4_000) }.min() ?? .max
    #expect(large < small * 32, "\(small) ns became \(large) ns")
  }

  /// Nanoseconds of this thread's own CPU time.
  private static func cost(_ shape: Shape, units: Int) -> UInt64 {
    let bytes = Array((shape.head + String(repeating: shape.unit, count: units)).utf8)
    let size = shape.pieceSize == 0 ? bytes.count : shape.pieceSize
    var parser = HTTPRequestParser()
    var body: [UInt8] = []
    let begin = now()
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { parser.append($0) }
      while let event = try? parser.next(appendingBodyTo: &body), event != .needMore {}
    }
    return now() - begin
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
