extension SchemaCleaner {
  /// Reads one keyword; those of no list here are dropped.
  mutating func read(
    _ key: String, _ value: JSONView, into schema: inout CleanSchema, _ branches: inout [JSONView], _ depth: Int
  ) {
    switch key {
    case "nullable": if value.bool == true { schema.isNullable = true }
    case "title": schema.title = value.text
    case "description": schema.description = value.string ?? schema.description
    case "enum": enumeration(Array(value.elements), into: &schema)
    case "const": enumeration([value], into: &schema)
    case "format": format(value, into: &schema)
    case "properties": properties(value, into: &schema, depth)
    case "required":
      if value.bool == true { schema.isRequiredItself = true }
      schema.required += value.elements.compactMap(\.string)
    case "items": items(value, into: &schema, depth)
    case "prefixItems": items(value, into: &schema, depth)
    case "anyOf", "oneOf": branches += value.elements
    case "allOf": all(value, into: &schema, depth)
    case "then", "else": conditional(value, into: &schema, depth)
    case "additionalProperties": additional(value, into: &schema, depth)
    default: limit(key, value, into: &schema)
    }
  }

  private static let types: [String: String] = [
    "string": "string", "number": "number", "integer": "integer", "boolean": "boolean", "array": "array",
    "object": "object", "null": "null", "int": "integer", "float": "number", "double": "number", "bool": "boolean",
    "list": "array", "tuple": "array", "dict": "object", "map": "object",
  ]

  /// A name of a type, or a list of which the first one other than null counts.
  func type(_ value: JSONView, into schema: inout CleanSchema) {
    if let name = value.string {
      schema.type = Self.types[name.lowercased()] ?? "string"
      return
    }
    var names: [String] = []
    for element in value.elements {
      let name = element.string.map { Self.types[$0.lowercased()] ?? "string" } ?? "string"
      if name == "null" { schema.isNullable = true } else if !names.contains(name) { names.append(name) }
    }
    schema.type = names.first ?? (schema.isNullable ? "null" : schema.type)
    if schema.type == "null" { schema.isNullable = false }
    if names.count > 1 { schema.add(hint: "Accepts: " + names.joined(separator: " | ")) }
  }

  /// Values without repetition. Gemini knows strings only in arguments, so others are written as strings, to be
  /// turned back in the call.
  private func enumeration(_ elements: [JSONView], into schema: inout CleanSchema) {
    var seen: Set<[UInt8]> = []
    var kinds: Set<JSONKind> = []
    schema.values = []
    for element in elements {
      var source: [UInt8] = []
      element.write(into: &source)
      switch element.kind {
      case .null:
        schema.isNullable = true
        continue
      case .string where element.text?.isEmpty == true:
        schema.add(hint: "may be empty")
        continue
      case .bool where purpose == .response:
        kinds.insert(.bool)
        schema.add(hint: "value: " + String(decoding: source, as: UTF8.self))
        continue
      case .number where purpose == .response, .string: break
      default:
        let text = String(decoding: source, as: UTF8.self)
        schema.originals[text] = source
        source = []
        JSONWriter.string(text, into: &source)
      }
      kinds.insert(element.kind)
      if seen.insert(source).inserted { schema.values.append(source) }
    }
    // A declared string is what the client expects; nothing is to be turned back.
    if schema.type == "string" { schema.originals = [:] }
    for text in elements.compactMap(\.string) { schema.originals[text] = nil }
    guard !kinds.isEmpty else {
      if schema.type == nil, elements.contains(where: { $0.kind == .string }) { schema.type = "string" }
      return
    }
    if purpose == .parameters || kinds == [.string] {
      schema.type = "string"
    } else if kinds == [.bool] {
      schema.type = "boolean"
    } else if kinds == [.number] {
      schema.type = schema.type ?? (elements.allSatisfy { $0.int != nil } ? "integer" : "number")
    } else {
      schema.type = nil
    }
  }

  private func format(_ value: JSONView, into schema: inout CleanSchema) {
    guard let name = value.string else { return }
    if ["enum", "date-time", "int32", "int64"].contains(name) {
      schema.format = name
    } else {
      hint("format", value, into: &schema)
    }
  }

  private mutating func additional(_ value: JSONView, into schema: inout CleanSchema, _ depth: Int) {
    guard purpose == .response else {
      guard value.kind == .object, let type = value["type"]?.string else { return }
      schema.add(hint: "other keys: \(type.prefix(32))")
      return
    }
    if let flag = value.bool {
      schema.additionalFlag = flag
    } else if value.kind == .object, let inner = clean(value, depth: depth + 1) {
      schema.additional = [inner]
    }
  }

  private func limit(_ key: String, _ value: JSONView, into schema: inout CleanSchema) {
    switch key {
    case "minimum", "maximum", "minItems", "maxItems":
      guard purpose == .response else { return hint(key, value, into: &schema) }
      guard value.kind == .number else { return }
      schema.limits.append((key, Array(value.source)))
    case "minLength", "maxLength", "pattern", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "uniqueItems",
      "minProperties", "maxProperties", "default", "examples", "example":
      hint(key, value, into: &schema)
    default: break
    }
  }

  /// Tells the model in words, numbers digit for digit.
  private func hint(_ key: String, _ value: JSONView, into schema: inout CleanSchema) {
    guard value.source.count <= Self.maximumHint, !value.isNull else { return }
    let text = value.string ?? String(decoding: value.source, as: UTF8.self)
    guard !text.isEmpty else { return }
    schema.add(hint: "\(key): \(text)")
  }
}
