import BenchKit

/// The wire bytes of bursts of events, each event in a chunk of its own; made once per size and then filled in.
final class BurstWriter {
  private var bytes: [UInt8] = []
  private let frame: Int
  private let fieldsAt: Int
  private let last: [UInt8]
  private let lastFieldsAt: Int

  /// - Parameters:
  ///   - size: Bytes an event.
  ///   - burst: The most events written at once.
  init(size: Int, burst: Int) {
    let (regular, regularAt) = Self.chunk(.event(size: size, isLast: false))
    frame = regular.count
    fieldsAt = regularAt
    for _ in 0..<burst { bytes += regular }
    let (final, finalAt) = Self.chunk(.event(size: size, isLast: true))
    last = final + Array("0\r\n\r\n".utf8)
    lastFieldsAt = finalAt
  }

  /// Fills in the next burst of a stream and hands its bytes out; returns how many events it has.
  func write(
    _ plan: StreamPlan, from first: Int, stamp: UInt64, send: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows -> Int {
    let count = min(plan.burst, plan.events - first)
    let endsStream = first + count == plan.events
    let regulars = endsStream ? count - 1 : count
    try bytes.withUnsafeMutableBytes { bytes in
      for index in 0..<regulars {
        Self.fill(bytes, at: index * frame + fieldsAt, plan.number, first + index, stamp)
      }
      if !endsStream { try send(UnsafeRawBufferPointer(rebasing: bytes[..<(regulars * frame)])) }
    }
    if endsStream {
      var all = Array(bytes[..<(regulars * frame)]) + last
      let at = regulars * frame + lastFieldsAt
      try all.withUnsafeMutableBytes { all in
        Self.fill(all, at: at, plan.number, plan.events - 1, stamp)
        try send(UnsafeRawBufferPointer(all))
      }
    }
    return count
  }

  @inline(__always)
  private static func fill(
    _ bytes: UnsafeMutableRawBufferPointer, at: Int, _ stream: Int, _ sequence: Int, _ stamp: UInt64
  ) {
    let digits = EventTemplate.numberDigits
    EventTemplate.write(UInt64(stream), digits: digits, to: bytes, at: at)
    EventTemplate.write(UInt64(sequence), digits: digits, to: bytes, at: at + digits + 1)
    EventTemplate.write(stamp, digits: EventTemplate.stampDigits, to: bytes, at: at + 2 * (digits + 1))
  }

  private static func chunk(_ template: EventTemplate) -> ([UInt8], Int) {
    let head = Array((String(template.bytes.count, radix: 16) + "\r\n").utf8)
    return (head + template.bytes + [13, 10], head.count + template.fieldsAt)
  }
}
