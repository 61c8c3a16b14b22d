/// A JSON value that can be taken apart and rebuilt, for example a schema that is cleaned.
///
/// Lossless: numbers are their source text, objects keep order and duplicates, strings stay slices. Looking up a
/// repeated key finds the last one; writing writes them all.
package indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(JSONText)
  case array([JSONValue])
  case object([JSONMember])

  /// Copies a value out of its document. Recurses at most `JSONScanner.maximumDepth` deep.
  package init(_ view: JSONView) {
    switch view.kind {
    case .null: self = .null
    case .bool: self = .bool(view.bool ?? false)
    case .number: self = .number(JSONNumber(checked: view.source))
    case .string: self = .string(view.text ?? JSONText(""))
    case .array: self = .array(view.elements.map { JSONValue($0) })
    case .object: self = .object(view.members.map { JSONMember($0.key, JSONValue($0.value)) })
    }
  }

  /// The value of a key; the last one if the key is repeated.
  package subscript(key: StaticString) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// Appends the value, compact.
  package func write(into output: inout [UInt8]) {
    switch self {
    case .null: output.append(literal: "null")
    case .bool(let value): JSONWriter.bool(value, into: &output)
    case .number(let number): number.write(into: &output)
    case .string(let text): text.write(into: &output)
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        element.write(into: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        member.key.write(into: &output)
        output.append(UInt8(ascii: ":"))
        member.value.write(into: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}
