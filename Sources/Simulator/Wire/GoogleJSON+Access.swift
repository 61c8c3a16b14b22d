extension GoogleJSON {
  /// The value of a key; the last one if it is repeated.
  subscript(key: String) -> GoogleJSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }

  var elements: [GoogleJSON] { if case .array(let elements) = self { elements } else { [] } }

  var fields: [Member] { if case .object(let members) = self { members } else { [] } }

  var int: Int? {
    if case .number(let digits) = self { Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) } } else { nil }
  }

  var double: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }

  var isTrue: Bool { if case .bool(true) = self { true } else { false } }

  /// The one-line form.
  var line: String {
    var bytes: [UInt8] = []
    writeLine(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
