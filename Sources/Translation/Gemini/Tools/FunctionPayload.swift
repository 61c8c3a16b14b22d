/// Turns what clients send as arguments and results into the objects Gemini wants, losing nothing.
enum FunctionPayload {
  /// The arguments of a call, of which clients make a string with JSON in it.
  static func arguments(_ value: JSONView?) -> [UInt8] {
    guard let value, !value.isNull else { return Array("{}".utf8) }
    var output: [UInt8] = []
    guard let text = value.text else {
      write(value, else: "{\"input\":", into: &output)
      return output
    }
    let source = text.unescaped
    guard source.contains(where: { $0 > 0x20 }) else { return Array("{}".utf8) }
    if let view = try? JSONDocument.parse(source) {
      if view.isNull { return Array("{}".utf8) }
      write(view, else: "{\"input\":", into: &output)
    } else {
      output.append(literal: "{\"_raw\":")
      text.write(into: &output)
      output.append(UInt8(ascii: "}"))
    }
    return output
  }

  /// The result of a call: an object in the text is that object, any other text stays one.
  static func response(_ text: JSONText, isError: Bool = false) -> [UInt8] {
    let key: StaticString = isError ? "{\"error\":" : "{\"result\":"
    var output: [UInt8] = []
    // A number or a word is text to whoever reads the result, so only containers are looked into.
    if !isError, let first = text.firstVisible, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let view = try? JSONDocument.parse(text.unescaped)
    {
      write(view, else: key, into: &output)
      return output
    }
    output.append(literal: key)
    text.write(into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }

  static let missing = Array("{\"error\":\"no result was provided\"}".utf8)

  /// Appends an object as it is, any other value as the member that `prefix` opens.
  static func write(_ view: JSONView, else prefix: StaticString, into output: inout [UInt8]) {
    guard view.kind != .object else { return view.write(into: &output) }
    output.append(literal: prefix)
    view.write(into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
