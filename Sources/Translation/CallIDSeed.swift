/// 80 random bits, the source of the tool-call ids of one answer.
///
/// Upstream often names no id. Clients and the signature store key on ours, so they must be unique across
/// conversations: the seed comes from the caller's random source, and the n-th call adds n.
package struct CallIDSeed: Sendable, Equatable {
  package let high: UInt16
  package let low: UInt64

  package init(high: UInt16, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The id of the call with this index: `prefix` and 16 base-32 characters.
  package func id(at index: Int, prefix: StaticString = "call_") -> String {
    let (sum, carry) = low.addingReportingOverflow(UInt64(truncatingIfNeeded: index))
    let top = carry ? high &+ 1 : high
    var characters = [UInt8](literal: prefix)
    for position in 0..<16 {
      let shift = 75 - position * 5
      let bits: UInt64
      if shift >= 64 {
        bits = UInt64(top) >> UInt64(shift - 64)
      } else if shift > 59 {
        bits = (UInt64(top) << UInt64(64 - shift)) | (sum >> UInt64(shift))
      } else {
        bits = sum >> UInt64(shift)
      }
      let digit = UInt8(bits & 31)
      characters.append(digit < 26 ? UInt8(ascii: "a") + digit : UInt8(ascii: "2") + digit - 26)
    }
    return String(decoding: characters, as: UTF8.self)
  }
}

extension CallIDSeed {
  /// Whether an id has the form of those made here.
  static func isMade(_ id: String) -> Bool {
    guard let prefix = ["call_", "toolu_"].first(where: id.hasPrefix), id.utf8.count == prefix.utf8.count + 16 else {
      return false
    }
    return id.utf8.dropFirst(prefix.utf8.count).allSatisfy { byte in
      byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "2") < 6
    }
  }
}
