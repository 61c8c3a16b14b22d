/// A client's trace (https://www.w3.org/TR/trace-context/), passed on to upstream as it is: the proxy has no spans of its
/// own to put in between.
package struct TraceContext: Sendable, Equatable {
  private static let longestState = 512

  /// A checked `traceparent`: lower-case hexadecimal, dashes, at most 55 characters.
  let parent: String
  /// The vendors' own part; nil where it is missing or unsound.
  let state: String?

  /// The trace's id, 32 hexadecimal digits.
  package var traceID: String { String(parent.dropFirst(3).prefix(32)) }

  /// Nil where the request has none, more than one, or one that is unsound.
  init?(_ head: HTTPRequestHead) {
    guard head.fields.contains("traceparent") else { return nil }
    let values = head.fields.all("traceparent")
    guard values.count == 1, let parent = Self.parent(values[0]) else { return nil }
    self.parent = parent
    let state = head.fields.all("tracestate").joined(separator: ",")
    let isSound =
      (1...Self.longestState).contains(state.utf8.count) && state.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    self.state = isSound ? state : nil
  }

  /// Version, trace, parent and flags; what later versions add is left off.
  private static func parent(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash else { return nil }
    let (version, trace, parent, flags) = (bytes[..<2], bytes[3..<35], bytes[36..<52], bytes[53..<55])
    for part in [version, trace, parent, flags] { guard part.allSatisfy(isLowercaseHex) else { return nil } }
    guard trace.contains(where: { $0 != zero }), parent.contains(where: { $0 != zero }) else { return nil }
    switch String(decoding: version, as: UTF8.self) {
    case "ff": return nil
    case "00": return bytes.count == 55 ? text : nil
    default:
      guard bytes.count == 55 || bytes[55] == dash else { return nil }
      // As the version that is understood here, with the one flag that it has.
      let isSampled = (UInt8(String(decoding: flags, as: UTF8.self), radix: 16) ?? 0) & 1 == 1
      return "00" + String(decoding: bytes[2..<53], as: UTF8.self) + (isSampled ? "01" : "00")
    }
  }

  private static let dash = UInt8(ascii: "-")
  private static let zero = UInt8(ascii: "0")

  private static func isLowercaseHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// What a call to upstream carries.
  var fields: [(name: String, value: String)] {
    [(name: "traceparent", value: parent)] + (state.map { [(name: "tracestate", value: $0)] } ?? [])
  }
}
