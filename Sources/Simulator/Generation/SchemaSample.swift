/// A value that fits a schema, in either of its two forms.
enum SchemaSample {
  private static let maximumDepth = 12

  static func value(of schema: GoogleJSON, depth: Int = 0) -> GoogleJSON {
    guard depth < maximumDepth else { return .null }
    if let fixed = schema["const"] ?? schema["enum"]?.elements.first ?? schema["example"] ?? schema["default"] {
      return fixed
    }
    if let branch = (schema["any_of"] ?? schema["anyOf"] ?? schema["oneOf"])?.elements.first {
      return value(of: branch, depth: depth + 1)
    }
    let type = schema["type"]?.text ?? schema["type"]?.elements.first?.text
    switch type?.lowercased() {
    case "string": return "sample"
    case "integer": return .int(schema["minimum"]?.int ?? 1)
    case "number": return .number("1.5")
    case "boolean": return true
    case "null": return .null
    case "array": return .array(schema["items"].map { [value(of: $0, depth: depth + 1)] } ?? [])
    default: break
    }
    let properties = schema["properties"]?.fields ?? []
    let required = schema["required"]?.elements.compactMap(\.text) ?? []
    let wanted = required.isEmpty ? properties : properties.filter { required.contains($0.key) }
    return .object(wanted.map { GoogleJSON.Member(key: $0.key, value: value(of: $0.value, depth: depth + 1)) })
  }
}
