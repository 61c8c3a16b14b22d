/// A schema in the words Gemini takes.
struct CleanSchema: Sendable {
  struct Property: Sendable {
    let name: JSONText
    var schema: CleanSchema
  }

  var type: String?
  var isNullable = false
  var title: JSONText?
  var description: String?
  /// What Gemini has no keyword for, told in the description.
  var hints: [String] = []
  var format: String?
  /// The members of `enum`, as JSON.
  var values: [[UInt8]] = []
  /// Which value of the client's a string stands for that replaces it in `values`.
  var originals: [String: [UInt8]] = [:]
  var properties: [Property] = []
  var required: [String] = []
  /// At most one; an array because a value type cannot hold itself.
  var items: [CleanSchema] = []
  var anyOf: [CleanSchema] = []
  /// Limits kept as they are, such as `"maxItems":3`.
  var limits: [(key: String, value: [UInt8])] = []
  /// `additionalProperties`: JSON for true or false, else at most one schema.
  var additional: [CleanSchema] = []
  var additionalFlag: Bool?
  /// Whether the schema of a property says `required:true`, which belongs into its parent.
  var isRequiredItself = false

  /// Whether it says nothing about the value.
  var isOpen: Bool {
    type == nil && values.isEmpty && properties.isEmpty && items.isEmpty && anyOf.isEmpty && additional.isEmpty
  }

  /// Whether null fits; true where that cannot be told.
  var allowsNull: Bool { isNullable || isOpen || type == nil || type == "null" || !anyOf.isEmpty }

  /// An object of which nothing is known but what `description` says.
  static func openObject(_ description: String) -> CleanSchema {
    var schema = CleanSchema()
    schema.type = "object"
    schema.description = description
    return schema
  }

  /// More hints than this are noise.
  private static let maximumHints = 32

  mutating func add(hint: String) {
    guard hints.count < Self.maximumHints, !hints.contains(hint) else { return }
    hints.append(hint)
  }

  /// Takes over what all of the branches say; each name is looked up once, however many branches there are.
  mutating func merge(all branches: [CleanSchema], includingRequired: Bool = true) {
    var joined = CleanSchema()
    var list: [Property] = []
    var positions: [String: Int] = [:]
    for var branch in branches {
      for property in branch.properties {
        let name = property.name.string
        if let position = positions[name] {
          if list[position].schema.isOpen { list[position].schema.merge(property.schema) }
        } else {
          positions[name] = list.count
          list.append(property)
        }
      }
      branch.properties = []
      joined.merge(branch, includingRequired: includingRequired)
    }
    joined.properties = list
    merge(joined, includingRequired: includingRequired)
  }

  /// Takes over from `other` what this schema leaves open; its lists are joined.
  mutating func merge(_ other: CleanSchema, includingRequired: Bool = true) {
    // Values that are listed say more about their type than anything else.
    if values.isEmpty { type = type ?? other.type }
    isNullable = isNullable || other.isNullable
    title = title ?? other.title
    description = description ?? other.description
    format = format ?? other.format
    for hint in other.hints { add(hint: hint) }
    if values.isEmpty {
      values = other.values
      originals = other.originals
    }
    if properties.isEmpty {
      properties = other.properties
    } else if !other.properties.isEmpty {
      var positions: [String: Int] = [:]
      for (position, property) in properties.enumerated() { positions[property.name.string] = position }
      for property in other.properties {
        if let position = positions[property.name.string] {
          if properties[position].schema.isOpen { properties[position].schema.merge(property.schema) }
        } else {
          properties.append(property)
        }
      }
    }
    if includingRequired { required += other.required }
    if items.isEmpty { items = other.items }
    if anyOf.isEmpty { anyOf = other.anyOf }
    limits += other.limits.filter { limit in !limits.contains { $0.key == limit.key } }
    if additional.isEmpty, additionalFlag == nil {
      additional = other.additional
      additionalFlag = other.additionalFlag
    }
    isRequiredItself = isRequiredItself || other.isRequiredItself
  }

  /// Fills in what Gemini insists on: a type where one can be told, `items` of an array.
  mutating func complete() {
    if type == nil {
      if !properties.isEmpty || !additional.isEmpty || additionalFlag != nil { type = "object" }
      if !items.isEmpty { type = "array" }
    }
    if type == "array", items.isEmpty {
      var item = CleanSchema()
      item.type = "string"
      items = [item]
    }
  }
}
