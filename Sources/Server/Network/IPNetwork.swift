/// A range of addresses that share their first bits.
package struct IPNetwork: Sendable, Hashable {
  private let bytes: [UInt8]
  private let length: Int
  private let isIPv6: Bool

  /// The first `length` bits of `bytes`, of which those that do not count may be left out.
  init(_ bytes: [UInt8], _ length: Int, isIPv6: Bool = false) {
    self.bytes = bytes
    self.length = length
    self.isIPv6 = isIPv6
  }

  /// Reads `10.0.0.0/8`, `fd00::/8`, or a single address; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
    let most = address.bytes.count * 8
    guard let length = parts.count == 1 ? most : Int(parts[1]), (0...most).contains(length),
      parts.count == 1 || parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    self.init(address.bytes, length, isIPv6: address.isIPv6)
  }

  package func contains(_ address: IPAddress) -> Bool {
    guard address.isIPv6 == isIPv6 else { return false }
    var left = length
    for (byte, own) in zip(address.bytes, bytes) {
      guard left > 0 else { return true }
      let mask = left >= 8 ? 0xFF : ~(UInt8(0xFF) >> UInt8(left))
      if byte & mask != own & mask { return false }
      left -= 8
    }
    return left <= 0
  }
}
