/// A schema that asks less of the machinery that holds an answer to it.
enum RelaxedSchema {
  /// An enum with more values than this becomes a string.
  static let maximumValues = 32

  private static let limits: [StaticString] = ["minimum", "maximum", "minItems", "maxItems", "format"]

  /// The cleaned schema without limits and long enums; as deep as the cleaner let it be.
  static func relaxed(_ schema: [UInt8]) -> [UInt8] {
    guard let view = try? JSONDocument.parse(schema) else { return schema }
    var output: [UInt8] = []
    write(view, into: &output)
    return output
  }

  private static func write(_ view: JSONView, into output: inout [UInt8]) {
    guard view.kind == .object else { return view.write(into: &output) }
    let values = view["enum"].map { Array($0.elements).count } ?? 0
    let isLong = values > maximumValues
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    for (key, value) in view.members {
      if limits.contains(where: { key == $0 }) { continue }
      if isLong, key == "enum" || key == "description" { continue }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      key.write(into: &output)
      output.append(UInt8(ascii: ":"))
      if key == "properties" {
        properties(value, into: &output)
      } else if key == "anyOf" {
        list(value, into: &output)
      } else if key == "items" || key == "additionalProperties" {
        write(value, into: &output)
      } else {
        value.write(into: &output)
      }
    }
    if isLong {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      output.append(literal: "\"description\":")
      let description = view["description"]?.string.map { $0 + " " } ?? ""
      JSONWriter.string("\(description)one of \(values) values", into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func properties(_ view: JSONView, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (position, member) in view.members.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      member.key.write(into: &output)
      output.append(UInt8(ascii: ":"))
      write(member.value, into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func list(_ view: JSONView, into output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    for (position, element) in view.elements.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      write(element, into: &output)
    }
    output.append(UInt8(ascii: "]"))
  }
}
