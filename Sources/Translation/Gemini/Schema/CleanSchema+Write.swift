extension CleanSchema {
  /// Appends the schema as JSON. As deep as the cleaner went, which bounds its depth.
  func write(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    var isFirst = true
    func key(_ name: String, into output: inout [UInt8]) {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: name.utf8)
      output.append(literal: "\":")
    }
    if let type {
      key("type", into: &output)
      JSONWriter.string(type, into: &output)
    }
    if isNullable {
      key("nullable", into: &output)
      output.append(literal: "true")
    }
    if let title {
      key("title", into: &output)
      title.write(into: &output)
    }
    if let description = fullDescription {
      key("description", into: &output)
      JSONWriter.string(description, into: &output)
    }
    if let format {
      key("format", into: &output)
      JSONWriter.string(format, into: &output)
    }
    if !values.isEmpty {
      key("enum", into: &output)
      Self.list(values, into: &output) { $1.append(contentsOf: $0) }
    }
    if type == "object" || !properties.isEmpty {
      key("properties", into: &output)
      output.append(UInt8(ascii: "{"))
      for (position, property) in properties.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        property.name.write(into: &output)
        output.append(UInt8(ascii: ":"))
        property.schema.write(into: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
    let required = knownRequired
    if !required.isEmpty {
      key("required", into: &output)
      Self.list(required, into: &output) { JSONWriter.string($0, into: &$1) }
    }
    if let flag = additionalFlag {
      key("additionalProperties", into: &output)
      JSONWriter.bool(flag, into: &output)
    } else if let schema = additional.first {
      key("additionalProperties", into: &output)
      schema.write(into: &output)
    }
    if let item = items.first {
      key("items", into: &output)
      item.write(into: &output)
    }
    for limit in limits {
      key(limit.key, into: &output)
      output.append(contentsOf: limit.value)
    }
    if !anyOf.isEmpty {
      key("anyOf", into: &output)
      Self.list(anyOf, into: &output) { $0.write(into: &$1) }
    }
    output.append(UInt8(ascii: "}"))
  }

  /// The names in `required` that are properties, each once: Gemini refuses any other.
  private var knownRequired: [String] {
    guard !required.isEmpty else { return [] }
    var names = Set(properties.map(\.name.string))
    return required.filter { names.remove($0) != nil }
  }

  private var fullDescription: String? {
    guard !hints.isEmpty else { return description }
    let hints = hints.joined(separator: ", ")
    guard let description, !description.isEmpty else { return hints }
    return "\(description) (\(hints))"
  }

  private static func list<Element>(
    _ elements: [Element], into output: inout [UInt8], _ write: (Element, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: "["))
    for (position, element) in elements.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      write(element, &output)
    }
    output.append(UInt8(ascii: "]"))
  }
}
