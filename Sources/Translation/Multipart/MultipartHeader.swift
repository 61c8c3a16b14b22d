/// A header's value with parameters, such as `form-data; name="file"`.
struct MultipartHeader {
  /// In lower case.
  let value: String
  /// Names in lower case.
  private let parameters: [(name: String, value: String)]

  subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  /// Nil where the parameters are not well-formed, or one is named twice.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    value = Self.trimmed(Self.take(from: &rest) { $0 != UInt8(ascii: ";") }).lowercased()
    var found: [(name: String, value: String)] = []
    while rest.popFirst() != nil {
      let name = Self.trimmed(Self.take(from: &rest) { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") })
        .lowercased()
      // A semicolon at the end means nothing.
      if name.isEmpty, rest.isEmpty { break }
      guard !name.isEmpty, rest.popFirst() == UInt8(ascii: "="), !found.contains(where: { $0.name == name }) else {
        return nil
      }
      while rest.first == 0x20 || rest.first == 0x09 { rest.removeFirst() }
      guard let value = rest.first == UInt8(ascii: "\"") ? Self.quoted(&rest) : Self.token(&rest) else { return nil }
      found.append((name, value))
    }
    parameters = found
  }

  private static func token(_ rest: inout ArraySlice<UInt8>) -> String? {
    let text = trimmed(take(from: &rest) { $0 != UInt8(ascii: ";") })
    return text.isEmpty || text.contains("\"") ? nil : text
  }

  /// What browsers escape with `%22` stays so: it is only a name. A backslash counts before a quote and before another.
  private static func quoted(_ rest: inout ArraySlice<UInt8>) -> String? {
    rest.removeFirst()
    var text: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        while rest.first == 0x20 || rest.first == 0x09 { rest.removeFirst() }
        guard rest.isEmpty || rest.first == UInt8(ascii: ";") else { return nil }
        return String(validating: text, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), let next = rest.first, next == UInt8(ascii: "\"") || next == byte {
        text.append(next)
        rest.removeFirst()
      } else {
        text.append(byte)
      }
    }
    return nil
  }

  private static func take(from rest: inout ArraySlice<UInt8>, while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let taken = rest.prefix(while: isPart)
    rest = rest[taken.endIndex...]
    return taken
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let text = bytes.drop(while: isSpace)
    let end = text.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? text.startIndex
    return String(decoding: text[..<end], as: UTF8.self)
  }
}
