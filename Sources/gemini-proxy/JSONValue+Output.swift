internal import Translation

extension JSONValue {
  /// An object of the members that have a value.
  static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(members.compactMap { key, value in value.map { JSONMember(JSONText(key), $0) } })
  }

  static func text(_ text: String) -> JSONValue { .string(JSONText(text)) }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .text($0) }) }

  static func count(_ count: Int) -> JSONValue { .number(JSONNumber(count)) }

  /// The value as programs read it, on one line.
  var line: String {
    var output: [UInt8] = []
    write(into: &output)
    return String(decoding: output, as: UTF8.self)
  }
}
