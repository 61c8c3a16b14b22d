extension HTTPRequestParser {
  /// Reads a request target of visible ASCII: origin-form, absolute-form, or the asterisk of OPTIONS.
  static func parseTarget(_ text: Line, method: HTTPMethod) throws(HTTPParseError) -> HTTPTarget {
    if method == .other("CONNECT") {
      throw HTTPParseError(status: 501, reason: "This server is no tunnel: CONNECT is not implemented.")
    }
    guard !text.contains(0x23) else { throw .badRequest("The request target holds a fragment.") }
    if text.first == 0x2F { return pathAndQuery(text, authority: nil) }
    if text.count == 1, text.first == 0x2A {
      guard method == .options else { throw .badRequest("Only OPTIONS may ask for *.") }
      return HTTPTarget(path: "*")
    }
    guard let rest = afterScheme(text) else {
      throw .badRequest("The request target is neither a path nor an http URL.")
    }
    let authorityEnd = rest.firstIndex { $0 == 0x2F || $0 == 0x3F } ?? rest.endIndex
    let authority = rest[..<authorityEnd]
    guard !authority.isEmpty, isValidHost(authority) else {
      throw .badRequest("The request target has an invalid host.")
    }
    let host = String(decoding: authority, as: UTF8.self)
    if authorityEnd == rest.endIndex, method == .options {
      // RFC 9112 3.2.4: a URL without path and query is how a proxy is asked for `OPTIONS *`.
      return HTTPTarget(path: "*", authority: host)
    }
    return pathAndQuery(rest[authorityEnd...], authority: host)
  }

  /// Whether `text` is `uri-host [ ":" port ]`; the empty host is valid here, as RFC 9110 allows the field to be empty.
  static func isValidHost(_ text: Line) -> Bool {
    var host = text
    if let bracket = text.lastIndex(of: 0x5D) {
      guard text.first == 0x5B else { return false }
      let address = text[(text.startIndex + 1)..<bracket]
      guard address.count >= 2, address.contains(0x3A),
        address.allSatisfy({ HTTPCharacter.hexValue($0) != nil || $0 == 0x3A || $0 == 0x2E })
      else { return false }
      let rest = text[(bracket + 1)...]
      return rest.isEmpty || (rest.first == 0x3A && isValidPort(rest.dropFirst()))
    }
    if let colon = text.firstIndex(of: 0x3A) {
      guard colon > text.startIndex, isValidPort(text[(colon + 1)...]) else { return false }
      host = text[..<colon]
    }
    return host.allSatisfy(HTTPCharacter.isRegisteredName)
  }

  private static func isValidPort(_ text: Line) -> Bool {
    guard text.count <= 5, text.allSatisfy(HTTPCharacter.isDigit) else { return false }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 65535
  }

  private static func afterScheme(_ text: Line) -> Line? {
    for scheme in ["http://", "https://"] where text.prefix(scheme.utf8.count).equalsIgnoringASCIICase(scheme.utf8) {
      return text.dropFirst(scheme.utf8.count)
    }
    return nil
  }

  private static func pathAndQuery(_ text: Line, authority: String?) -> HTTPTarget {
    let mark = text.firstIndex(of: 0x3F)
    let path = text[..<(mark ?? text.endIndex)]
    return HTTPTarget(
      path: path.isEmpty ? "/" : String(decoding: path, as: UTF8.self),
      query: mark.map { String(decoding: text[($0 + 1)...], as: UTF8.self) },
      authority: authority
    )
  }
}
