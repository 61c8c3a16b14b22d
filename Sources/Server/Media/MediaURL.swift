/// An address that media may be fetched from: `http` or `https`, a host, a port, nothing that authenticates.
struct MediaURL: Equatable, Sendable {
  let isSecure: Bool
  /// Lower case; an IPv6 address without its brackets.
  let host: String
  let port: Int
  /// Path and query, ASCII only, beginning with `/`.
  let target: String

  private static let maximumBytes = 8192

  /// Nil for whatever is not plainly such an address: what two readers may understand differently is refused.
  init?(_ text: String) {
    guard text.utf8.count <= Self.maximumBytes, let colon = text.firstIndex(of: ":") else { return nil }
    switch text[..<colon].lowercased() {
    case "http": isSecure = false
    case "https": isSecure = true
    default: return nil
    }
    let rest = text[text.index(after: colon)...]
    guard rest.hasPrefix("//"), let target = Self.target(rest.dropFirst(2)) else { return nil }
    let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
    guard let (host, port) = Self.split(authority), !host.isEmpty else { return nil }
    self.host = host
    self.port = port ?? (isSecure ? 443 : 80)
    self.target = target
  }

  /// The place that a `Location` names, seen from here; nil if it is none.
  func redirected(to location: String) -> MediaURL? {
    if location.hasPrefix("//") { return MediaURL((isSecure ? "https:" : "http:") + location) }
    let head = location.prefix { !"/?#".contains($0) }
    if head.contains(":") { return MediaURL(location) }
    if location.hasPrefix("/") { return MediaURL(origin + location) }
    let path = target.prefix { $0 != "?" }
    if location.hasPrefix("?") { return MediaURL(origin + path + location) }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return MediaURL(origin + folder + location)
  }

  var text: String { origin + target }

  private var origin: String {
    let isDefault = port == (isSecure ? 443 : 80)
    let name = host.contains(":") ? "[\(host)]" : host
    return (isSecure ? "https://" : "http://") + name + (isDefault ? "" : ":\(port)")
  }

  /// Host and port; a user name or password makes it nil.
  private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
    guard authority.utf8.allSatisfy({ $0 < 0x80 }), !authority.contains("@") else { return nil }
    let host: Substring
    let rest: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      guard IPAddress(String(host))?.isIPv6 == true else { return nil }
      rest = authority[authority.index(after: end)...]
    } else {
      host = authority.prefix { $0 != ":" }
      guard host.utf8.allSatisfy(isNameByte), host.utf8.count <= 253 else { return nil }
      rest = authority[host.endIndex...]
    }
    guard rest.isEmpty || rest.first == ":" else { return nil }
    let digits = rest.dropFirst()
    guard !digits.isEmpty else { return (host.lowercased(), nil) }
    guard digits.utf8.allSatisfy(isDigit), let port = Int(digits), (1...65_535).contains(port) else { return nil }
    return (host.lowercased(), port)
  }

  /// What follows the authority, without the fragment; other bytes than URLs may have are percent-encoded.
  private static func target(_ text: Substring) -> String? {
    let rest = text.drop { !"/?#".contains($0) }.prefix { $0 != "#" }
    var output: [UInt8] = rest.hasPrefix("/") ? [] : [UInt8(ascii: "/")]
    for byte in rest.utf8 {
      switch byte {
      case 0..<0x20, 0x7F, UInt8(ascii: "\\"): return nil
      case 0x20, 0x80..., UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"):
        output.append(UInt8(ascii: "%"))
        output.append(contentsOf: String(byte >> 4, radix: 16, uppercase: true).utf8)
        output.append(contentsOf: String(byte & 15, radix: 16, uppercase: true).utf8)
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
