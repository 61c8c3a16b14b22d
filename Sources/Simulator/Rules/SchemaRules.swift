/// What the service demands of a schema in its own form; raw JSON Schema is only bounded in depth (protocol 8.2, 8.3).
enum SchemaRules {
  private static let maximumDepth = 32

  static func check(_ schema: GoogleJSON, _ path: String, depth: Int) throws(SimulatedError) {
    guard depth <= maximumDepth else { throw tooDeep }
    let type = schema["type"]?.text ?? "TYPE_UNSPECIFIED"
    let properties = schema["properties"]?.fields ?? []
    func violation(_ text: String) -> SimulatedError {
      .invalidArgument("* GenerateContentRequest.\(path).\(text)\n")
    }
    if !properties.isEmpty, type != "OBJECT" { throw violation("properties: only allowed for OBJECT type") }
    if type == "ARRAY", schema["items"] == nil { throw violation("items: missing field.") }
    let values = schema["enum"]?.elements ?? []
    if !values.isEmpty, type != "STRING" { throw violation("enum: only allowed for STRING type") }
    if values.contains(where: { $0.text?.isEmpty ?? true }) { throw violation("enum[0]: cannot be empty") }
    for (index, name) in (schema["required"]?.elements ?? []).enumerated() {
      guard properties.contains(where: { $0.key == name.text }) else {
        throw violation("required[\(index)]: property is not defined")
      }
    }
    for property in properties {
      try check(property.value, "\(path).properties[\(property.key)]", depth: depth + 1)
    }
    if let items = schema["items"] { try check(items, path + ".items", depth: depth + 1) }
    for (index, branch) in (schema["any_of"]?.elements ?? []).enumerated() {
      try check(branch, "\(path).any_of[\(index)]", depth: depth + 1)
    }
  }

  static func checkDepth(_ schema: GoogleJSON, depth: Int) throws(SimulatedError) {
    // Schema and property names take turns, so that one level of a schema is two of its JSON.
    guard depth <= 2 * maximumDepth else { throw tooDeep }
    for element in schema.elements { try checkDepth(element, depth: depth + 1) }
    for field in schema.fields { try checkDepth(field.value, depth: depth + 1) }
  }

  private static let tooDeep = SimulatedError.invalidArgument(
    "The request failed because of: maximum schema depth exceeded")
}
