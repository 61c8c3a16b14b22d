internal import OAuth

extension ConfigurationReader {
  static let allowedProject = "a project id (lower-case letters, digits and -) or a project number"
  static let allowedLocation = "a location such as \"us-central1\""
  static let allowedProxy = "a URL that begins with http://, https://, socks5:// or socks5h://"

  /// Project ids may carry an organisation's domain: `example.com:my-project`.
  static func isProject(_ text: String) -> Bool {
    text.isEmpty || ProjectID.isPossible(text)
  }

  static func isLocation(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || isAlphanumeric($0) && !isUpper($0) }
  }

  static func isProxy(_ text: String) -> Bool {
    ["http://", "https://", "socks5://", "socks5h://"].contains {
      text.lowercased().hasPrefix($0) && text.utf8.count > $0.utf8.count
    } && !text.contains(" ")
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
