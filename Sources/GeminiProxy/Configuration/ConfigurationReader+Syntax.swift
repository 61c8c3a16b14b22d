internal import OAuth

extension ConfigurationReader {
  static let allowedProject = "a project id (lower-case letters, digits and -) or a project number"
  static let allowedLocation = "a location such as \"us-central1\""
  static let allowedProxy =
    "a URL of the scheme http, https, socks5 or socks5h, such as \"http://host:port\", a user and a password before the "
    + "host; write / as %2F, @ as %40, # as %23, ? as %3F in those"

  /// Project ids may carry an organisation's domain: `example.com:my-project`.
  static func isProject(_ text: String) -> Bool {
    text.isEmpty || ProjectID.isPossible(text)
  }

  static func isLocation(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || isAlphanumeric($0) && !isUpper($0) }
  }

  /// A scheme, credentials that are percent-encoded where they need it, a host and a port.
  static func isProxy(_ text: String) -> Bool {
    guard let mark = text.firstRange(of: "://") else { return false }
    guard ["http", "https", "socks5", "socks5h"].contains(text[..<mark.lowerBound].lowercased()) else { return false }
    var rest = text[mark.upperBound...]
    if let at = rest.lastIndex(of: "@") {
      guard !rest[..<at].contains(where: { "/?#@[] ".contains($0) }) else { return false }
      rest = rest[rest.index(after: at)...]
    }
    guard let parts = URLParts("http://" + rest) else { return false }
    return parts.query == nil && (parts.path.isEmpty || parts.path == "/")
  }

  static func isAccountName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isUnreserved)
  }

  static func isUnreserved(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "-._~".utf8.contains(byte) }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
  }

  static func withoutSlash(_ url: String) -> String {
    var url = url
    while url.hasSuffix("/"), !url.hasSuffix("://") { url.removeLast() }
    return url
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || isUpper(byte) || (97...122).contains(byte)
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}
