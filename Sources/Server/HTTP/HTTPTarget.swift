/// What a request is for: the path and the query as they were sent, still percent-encoded.
///
/// Bytes are visible ASCII other than `#`; characters that RFC 3986 would have encoded, such as `{` and `|`, are let through
/// because clients send them.
package struct HTTPTarget: Hashable, Sendable {
  /// Always starts with `/`, except that `OPTIONS *` has the path `*`.
  package let path: String
  /// What follows the first `?`; nil without one, empty for a bare one.
  package let query: String?
  /// Host and optional port of an absolute-form target, which then overrides the Host field.
  package let authority: String?

  package init(path: String, query: String? = nil, authority: String? = nil) {
    self.path = path
    self.query = query
    self.authority = authority
  }

  /// Whether this is the `*` of `OPTIONS *`.
  package var isAsterisk: Bool { path == "*" }

  /// The path with percent escapes decoded exactly once; nil if an escape is malformed or the result holds a control
  /// character or is not UTF-8.
  ///
  /// An encoded slash is a slash here: whoever matches segments uses `segments`.
  package var decodedPath: String? { Self.percentDecoded(path.utf8) }

  /// What stands between the slashes of the path, each decoded exactly once; nil as for `decodedPath`.
  ///
  /// `/a//b/` gives `["a", "", "b", ""]`, and `a%2Fb` is one segment. Dot segments stay: nothing here is a file.
  package var segments: [String]? {
    guard path.utf8.first == 0x2F else { return nil }
    var segments: [String] = []
    // Most paths have no escapes, and are visible ASCII.
    let hasEscapes = path.utf8.contains(0x25)
    for segment in path.utf8.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      guard let decoded = hasEscapes ? Self.percentDecoded(segment) : String(Substring(segment)) else { return nil }
      segments.append(decoded)
    }
    return segments
  }

  /// The value of the first query item called `name`, decoded once, with `+` read as a space as HTML forms write it.
  ///
  /// Empty for an item without `=`; nil if there is no such item or its value cannot be decoded.
  package func queryItem(_ name: String) -> String? {
    guard let query else { return nil }
    for item in query.utf8.split(separator: 0x26) {
      let equals = item.firstIndex(of: 0x3D)
      guard Self.percentDecoded(item[..<(equals ?? item.endIndex)], plusIsSpace: true) == name else { continue }
      guard let equals else { return "" }
      return Self.percentDecoded(item[item.index(after: equals)...], plusIsSpace: true)
    }
    return nil
  }

  /// Decodes percent escapes once; nil if one is malformed or the result holds a control character or is not UTF-8.
  package static func percentDecoded(_ text: some Sequence<UInt8>, plusIsSpace: Bool = false) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.underestimatedCount)
    var iterator = text.makeIterator()
    while var byte = iterator.next() {
      if byte == 0x25 {
        guard let high = iterator.next().flatMap(HTTPCharacter.hexValue),
          let low = iterator.next().flatMap(HTTPCharacter.hexValue)
        else { return nil }
        byte = high << 4 | low
        guard byte >= 0x20, byte != 0x7F else { return nil }
      } else if byte == 0x2B, plusIsSpace {
        byte = HTTPCharacter.space
      }
      decoded.append(byte)
    }
    return String(validating: decoded, as: UTF8.self)
  }
}
