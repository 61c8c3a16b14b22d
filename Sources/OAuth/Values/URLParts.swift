/// The pieces of an absolute `http` or `https` URL, as far as configuration and redirects need them.
package struct URLParts: Sendable, Hashable {
  /// In lower case.
  package var scheme: String
  /// In lower case, an IPv6 address without its brackets.
  package var host: String
  /// Nil where the scheme's own is meant.
  package var port: Int?
  /// From the first slash after the host up to the query; empty where there is none.
  package var path: String
  /// The query without its question mark; nil where there is none.
  package var query: String?

  /// Nil for what is no such URL, or holds a user name, blanks or control characters.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), let mark = text.firstRange(of: "://") else { return nil }
    scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    var rest = text[mark.upperBound...]
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    if let question = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: question)...])
      rest = rest[..<question]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    path = String(rest[slash...])
    var authority = rest[..<slash]
    guard !authority.contains("@") else { return nil }
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end].lowercased()
      authority = authority[authority.index(after: end)...]
    } else {
      let colon = authority.firstIndex(of: ":") ?? authority.endIndex
      host = authority[..<colon].lowercased()
      authority = authority[colon...]
    }
    guard !host.isEmpty else { return nil }
    if !authority.isEmpty {
      let digits = authority.dropFirst()
      guard authority.first == ":", digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
        (1...65535).contains(number)
      else { return nil }
      port = number
    }
  }

  /// Whether the address never leaves this machine.
  package var isLoopback: Bool { Self.isLoopback(host: host) }

  /// Whether a host name or address, without brackets, is this machine's own.
  package static func isLoopback(host: String) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host == "::1" || host.hasSuffix(".localhost") { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
