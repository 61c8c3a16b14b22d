/// The last line of defence: overwrites whatever looks like a secret in a finished log line.
///
/// Nothing should rely on it. What is logged is chosen so that it holds no secret; this catches an error text that quotes one.
enum LogRedaction {
  /// How a secret begins, and how many characters of it must follow to be one.
  private static let prefixes: [(start: [UInt8], minimum: Int)] = [
    ("gp-", 16), ("ya29.", 8), ("1//", 16), ("4/0", 16), ("AIza", 20), ("GOCSPX-", 8), ("Bearer ", 1), ("bearer ", 1),
    ("Basic ", 1),
  ].map { (Array($0.0.utf8), $0.1) }

  /// Items of a query or a form whose values are secret.
  ///
  /// The one-time ticket of a sign-in link is none: the log is one of the places where people look for that link.
  private static let items: [[UInt8]] = [
    "key=", "code=", "state=", "access_token=", "refresh_token=", "id_token=", "client_secret=",
    "code_verifier=", "password=",
  ].map { Array($0.utf8) }

  /// Bytes at which a secret can begin; all others are passed over with one look.
  private static let isStart: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for prefix in prefixes { table[Int(prefix.start[0])] = true }
    for byte in "?&:".utf8 { table[Int(byte)] = true }
    return table
  }()

  /// Longer ones are not looked for.
  private static let maximumUserInfo = 512

  private static let mark: [UInt8] = Array("[redacted]".utf8)

  static func redact(_ line: inout [UInt8]) {
    guard let first = find(in: line, from: 0) else { return }
    var result = Array(line[..<first.lowerBound])
    var next: Range<Int>? = first
    while let secret = next {
      result.append(contentsOf: mark)
      next = find(in: line, from: secret.upperBound)
      result.append(contentsOf: line[secret.upperBound..<(next?.lowerBound ?? line.count)])
    }
    line = result
  }

  /// The next secret, without the text that introduces it.
  private static func find(in line: [UInt8], from start: Int) -> Range<Int>? {
    var index = start
    while index < line.count {
      if isStart[Int(line[index])], let secret = secret(in: line, at: index) { return secret }
      index += 1
    }
    return nil
  }

  private static func secret(in line: [UInt8], at index: Int) -> Range<Int>? {
    let rest = line[index...]
    switch line[index] {
    case UInt8(ascii: "?"), UInt8(ascii: "&"):
      for item in items where rest.dropFirst().starts(with: item) {
        let value = index + 1 + item.count
        let end = line[value...].firstIndex { !isValue($0) } ?? line.count
        return end > value ? value..<end : nil
      }
      return nil
    case UInt8(ascii: ":"):
      guard rest.starts(with: "://".utf8) else { return nil }
      return userInfo(in: line[(index + 3)...].prefix(maximumUserInfo))
    default:
      // A secret begins at the beginning of a word.
      if index > 0, isToken(line[index - 1]), line[index - 1] != UInt8(ascii: "/"), line[index - 1] != UInt8(ascii: "=")
      {
        return nil
      }
      for prefix in prefixes where rest.starts(with: prefix.start) {
        let value = index + prefix.start.count
        let end = line[value...].firstIndex { !isToken($0) } ?? line.count
        if end - value >= prefix.minimum { return value..<end }
      }
      return nil
    }
  }

  /// The user and password at the beginning of what follows `://`. Not everybody writes `/` as %2F in a password.
  private static func userInfo(in rest: ArraySlice<UInt8>) -> Range<Int>? {
    let url = rest.prefix { isPartOfURL($0) }
    let authority = url.prefix { !"/?#".utf8.contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) { return at > url.startIndex ? url.startIndex..<at : nil }
    // A host, perhaps with a port, and then a path; everything else with a colon is a user and a password.
    guard let colon = authority.firstIndex(of: UInt8(ascii: ":")), authority.first != UInt8(ascii: "["),
      !authority[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) }),
      let at = url.lastIndex(of: UInt8(ascii: "@"))
    else { return nil }
    return url.startIndex..<at
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~+/=".utf8.contains(byte)
    }
  }

  private static func isValue(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !"&\"'<>\\#".utf8.contains(byte)
  }

  private static func isPartOfURL(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !"\"'<>\\".utf8.contains(byte)
  }
}
