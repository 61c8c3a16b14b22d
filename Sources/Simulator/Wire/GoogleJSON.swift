internal import Translation

/// JSON that is written as Google writes it: pretty for whole answers, on one line for events.
indirect enum GoogleJSON: Sendable {
  case null
  case bool(Bool)
  /// The digits as they are written.
  case number(String)
  case string(String)
  case array([GoogleJSON])
  case object([Member])

  struct Member: Sendable {
    let key: String
    let value: GoogleJSON
  }

  /// Copies a value out of a request. Recurses as deep as the parser allows.
  init(_ view: JSONView) {
    switch view.kind {
    case .null: self = .null
    case .bool: self = .bool(view.bool ?? false)
    case .number: self = .number(view.numberText ?? "0")
    case .string: self = .string(view.string ?? "")
    case .array: self = .array(view.elements.map { GoogleJSON($0) })
    case .object: self = .object(view.members.map { Member(key: $0.key.string, value: GoogleJSON($0.value)) })
    }
  }

  /// An object without the members that have no value: proto3 leaves out what is unset.
  static func members(_ members: KeyValuePairs<String, GoogleJSON?>) -> GoogleJSON {
    .object(members.compactMap { key, value in value.map { Member(key: key, value: $0) } })
  }

  /// The object with more members at its end.
  func adding(_ members: KeyValuePairs<String, GoogleJSON?>) -> GoogleJSON {
    guard case .object(let own) = self, case .object(let more) = Self.members(members) else { return self }
    return .object(own + more)
  }

  // MARK: - Writing

  /// Two spaces a level, a line feed at the end: the form of every whole answer (protocol 3.3).
  var pretty: [UInt8] {
    var output: [UInt8] = []
    writePretty(indent: 0, into: &output)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  /// Appends the pretty form without the line feed at the end.
  func writePretty(indent: Int, into output: inout [UInt8]) {
    func newLine(_ level: Int) {
      output.append(UInt8(ascii: "\n"))
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }
    switch self {
    case .array(let elements) where !elements.isEmpty:
      output.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        newLine(indent + 1)
        element.writePretty(indent: indent + 1, into: &output)
      }
      newLine(indent)
      output.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      output.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        newLine(indent + 1)
        JSONWriter.string(member.key, into: &output)
        output.append(contentsOf: ": ".utf8)
        member.value.writePretty(indent: indent + 1, into: &output)
      }
      newLine(indent)
      output.append(UInt8(ascii: "}"))
    default: writeLine(into: &output)
    }
  }

  /// Appends the one-line form of events: a space after each colon, none after commas (protocol 3.4).
  func writeLine(into output: inout [UInt8]) {
    switch self {
    case .null: output.append(literal: "null")
    case .bool(let value): JSONWriter.bool(value, into: &output)
    case .number(let digits): output.append(contentsOf: digits.utf8)
    case .string(let text): JSONWriter.string(text, into: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        element.writeLine(into: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        JSONWriter.string(member.key, into: &output)
        output.append(contentsOf: ": ".utf8)
        member.value.writeLine(into: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}

extension GoogleJSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(String(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: GoogleJSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, GoogleJSON)...) {
    self = .object(elements.map { Member(key: $0.0, value: $0.1) })
  }

  static func int(_ value: Int) -> GoogleJSON { .number(String(value)) }
}
