/// The names of functions as clients and as Gemini know them, one to one.
///
/// Gemini takes `[A-Za-z_][A-Za-z0-9_.:-]{0,63}`; any other name is replaced by a similar one and restored in answers.
package struct ToolNames: Sendable {
  private var upstreamNames: [String: String] = [:]
  private var clientNames: [String: String] = [:]
  /// Whether any name differs between the two sides.
  package private(set) var areRenamed = false

  package init() {}

  static let maximumLength = 64

  /// The name for upstream, the same at every place.
  package mutating func upstream(_ name: String) -> String {
    if let known = upstreamNames[name] { return known }
    var candidate = Self.isLegal(name) ? name : Self.sanitised(name)
    if candidate.utf8.count > Self.maximumLength {
      candidate = String(candidate.prefix(55)) + "_" + Self.hash(name, digits: 8)
    }
    var attempt = 0
    while clientNames[candidate] != nil {
      let suffix = "_" + Self.hash(attempt == 0 ? name : "\(name)#\(attempt)", digits: attempt < 4 ? 4 : 16)
      candidate = String(Self.sanitised(name).prefix(Self.maximumLength - suffix.utf8.count)) + suffix
      attempt += 1
    }
    upstreamNames[name] = candidate
    clientNames[candidate] = name
    if candidate != name { areRenamed = true }
    return candidate
  }

  /// The client's name for one that upstream used; itself if it is not known.
  package func client(_ name: String) -> String {
    clientNames[name] ?? name
  }

  static func isLegal(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= maximumLength else { return false }
    return (isLetter(first) || first == UInt8(ascii: "_")) && name.utf8.allSatisfy(isLegal)
  }

  private static func isLegal(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private static func sanitised(_ name: String) -> String {
    var result: [UInt8] = []
    for character in name.unicodeScalars {
      let byte = character.isASCII ? UInt8(truncatingIfNeeded: character.value) : UInt8(ascii: "?")
      result.append(isLegal(byte) ? byte : UInt8(ascii: "_"))
    }
    if let first = result.first, isLetter(first) || first == UInt8(ascii: "_") {
      return String(decoding: result, as: UTF8.self)
    }
    return "_" + String(decoding: result, as: UTF8.self)
  }

  /// The last hexadecimal digits of the 64-bit FNV-1a hash: stable between requests, so caches upstream hold.
  private static func hash(_ name: String, digits: Int) -> String {
    var hash = FNVHash()
    for byte in name.utf8 { hash.add(byte) }
    return String(hash.text.suffix(digits))
  }
}
