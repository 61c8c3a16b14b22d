import Glibc

/// The bytes of one event with three fields to fill in: stream number, sequence number, time of sending.
/// The upstream writes from it and the load client checks against it.
public struct EventTemplate: Sendable {
  /// Digits of the stream and sequence numbers.
  public static let numberDigits = 8
  /// Digits of the time of sending, in monotonic nanoseconds.
  public static let stampDigits = 19

  /// The event, its fields all zeros until filled in.
  public private(set) var bytes: [UInt8]
  /// Where the fields start.
  public let fieldsAt: Int

  /// Where the time of sending starts.
  public var stampAt: Int { fieldsAt + 2 * (Self.numberDigits + 1) }

  /// - Parameters:
  ///   - prefix: What comes before the text.
  ///   - padding: The rest of the text.
  ///   - suffix: What comes after the text.
  private init(prefix: String, padding: [UInt8], suffix: String) {
    let number = String(repeating: "0", count: Self.numberDigits)
    let stamp = String(repeating: "0", count: Self.stampDigits)
    bytes = Array(prefix.utf8) + Array("\(number) \(number) \(stamp) ".utf8) + padding + Array(suffix.utf8)
    fieldsAt = prefix.utf8.count
  }

  /// One server-sent event of the upstream's stream, framed as the real service frames it.
  public static func event(size: Int, isLast: Bool) -> EventTemplate {
    let suffix = isLast ? lastEventTail : eventTail
    return EventTemplate(prefix: eventHead, padding: padding(size: size).encoded, suffix: suffix)
  }

  /// The pretty-printed answer to a request that does not stream.
  public static func unary(size: Int) -> EventTemplate {
    EventTemplate(prefix: unaryHead, padding: padding(size: size).encoded, suffix: unaryTail)
  }

  /// The text of an event after JSON decoding: what a client of the proxy must get to see.
  public static func text(size: Int) -> EventTemplate {
    EventTemplate(prefix: "", padding: padding(size: size).decoded, suffix: "")
  }

  /// Writes the stream number.
  public mutating func setStream(_ number: Int) {
    let at = fieldsAt
    bytes.withUnsafeMutableBytes { Self.write(UInt64(number), digits: Self.numberDigits, to: $0, at: at) }
  }

  /// Writes the sequence number.
  public mutating func setSequence(_ number: Int) {
    let at = fieldsAt + Self.numberDigits + 1
    bytes.withUnsafeMutableBytes { Self.write(UInt64(number), digits: Self.numberDigits, to: $0, at: at) }
  }

  /// Writes the time of sending.
  public mutating func setStamp(_ time: UInt64) {
    let at = stampAt
    bytes.withUnsafeMutableBytes { Self.write(time, digits: Self.stampDigits, to: $0, at: at) }
  }

  /// Writes `value` in decimal, padded with zeros.
  @inline(__always)
  public static func write(_ value: UInt64, digits: Int, to bytes: UnsafeMutableRawBufferPointer, at start: Int) {
    var rest = value
    var index = start + digits
    while index > start {
      index -= 1
      bytes[index] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
  }

  /// Compares `actual`, which has the same length, with the template; nil if they differ, else the time of sending.
  @inline(__always)
  public func stamp(ifMatching actual: UnsafeRawBufferPointer) -> UInt64? {
    bytes.withUnsafeBytes { expected -> UInt64? in
      guard actual.count == expected.count, let left = actual.baseAddress, let right = expected.baseAddress else {
        return nil
      }
      let rest = stampAt + Self.stampDigits
      guard memcmp(left, right, stampAt) == 0, memcmp(left + rest, right + rest, expected.count - rest) == 0 else {
        return nil
      }
      var stamp: UInt64 = 0
      for index in stampAt..<rest {
        let digit = actual[index] &- 48
        guard digit < 10 else { return nil }
        stamp = stamp &* 10 &+ UInt64(digit)
      }
      return stamp
    }
  }

  private static let eventHead =
    #"data: {"response": {"candidates": [{"content": {"role": "model","parts": [{"text": ""#
  private static let eventTail = #""}]}}],"# + eventEnd
  private static let lastEventTail = #""}]},"finishReason": "STOP"}],"# + eventEnd
  private static let eventEnd =
    #""usageMetadata": {"promptTokenCount": 9,"candidatesTokenCount": 12,"totalTokenCount": 21},"#
    + #""modelVersion": "bench","responseId": "tjVCbench"},"traceId": "429bf353617a2a3c","metadata": {}}"#
    + "\r\n\r\n"
  private static let unaryHead = """
    {
      "response": {
        "candidates": [
          {
            "content": {
              "role": "model",
              "parts": [
                {
                  "text": "
    """
  private static let unaryTail = """
    "
                }
              ]
            },
            "finishReason": "STOP"
          }
        ],
        "usageMetadata": {
          "promptTokenCount": 9,
          "candidatesTokenCount": 12,
          "totalTokenCount": 21
        },
        "modelVersion": "bench",
        "responseId": "tjVCbench"
      },
      "traceId": "429bf353617a2a3c",
      "metadata": {}
    }

    """

  /// Text that fills an event up to `size` bytes, with what a translation can get wrong: escapes and UTF-8.
  private static func padding(size: Int) -> (encoded: [UInt8], decoded: [UInt8]) {
    let fields = 2 * (numberDigits + 1) + stampDigits + 1
    var room = size - eventHead.utf8.count - eventTail.utf8.count - fields
    var encoded: [UInt8] = []
    var decoded: [UInt8] = []
    let units = [
      ("so ", "so "), (#"\""#, "\""), ("é", "é"), (#"\n"#, "\n"), ("and then ", "and then "), (#"\\"#, "\\"),
    ]
    var next = 0
    while room > 0 {
      var unit = units[next % units.count]
      next += 1
      if unit.0.utf8.count > room { unit = ("x", "x") }
      encoded += Array(unit.0.utf8)
      decoded += Array(unit.1.utf8)
      room -= unit.0.utf8.count
    }
    return (encoded, decoded)
  }
}
