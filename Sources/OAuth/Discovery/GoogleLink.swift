/// Decides which addresses from Google's answers people are shown as links.
package enum GoogleLink {
  /// The address if it is https on a host of Google's; nil otherwise.
  package static func trusted(_ address: String?) -> String? {
    guard let address, let parts = URLParts(address), parts.scheme == "https", parts.port == nil,
      parts.host.utf8.allSatisfy(isNameByte)
    else { return nil }
    let hosts = ["google.com", "googleapis.com", "antigravity.google"]
    return hosts.contains { parts.host == $0 || parts.host.hasSuffix("." + $0) } ? address : nil
  }

  /// Google's names need no more; at a backslash, for one, browsers end a host that goes on here.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E: true
    default: false
    }
  }
}
