/// Turns any JSON Schema into one that Gemini takes, with as little changed as possible.
///
/// References are put in place, cycles opened, `allOf` merged, unknown keywords dropped; names of properties are data
/// and never touched. It never fails: what makes no sense becomes an open schema, and so does what is too deep or has
/// no room in the budget.
package struct SchemaCleaner {
  /// Schemas nested deeper than this become open objects; Gemini refuses great depth.
  static let maximumDepth = 32
  /// A hint longer than this many bytes helps no model.
  static let maximumHint = 256

  let purpose: SchemaPurpose
  var references: SchemaReferences
  var budget: SchemaBudget
  /// The references being put in place around the current schema.
  private var open = ["#"]

  private init(_ root: JSONView, _ purpose: SchemaPurpose, _ budget: SchemaBudget) {
    self.purpose = purpose
    self.budget = budget
    references = SchemaReferences(root: root)
    self.budget.take(written: root)
  }

  /// The schema of a function's arguments, always one of an object.
  static func parameters(_ view: JSONView, within budget: inout SchemaBudget) -> CleanSchema {
    var cleaner = SchemaCleaner(view, .parameters, budget)
    defer { budget = cleaner.budget }
    var schema = cleaner.clean(view, depth: 0) ?? CleanSchema()
    // Alternatives of whole argument lists: all of their properties are offered, none demanded.
    schema.merge(all: schema.anyOf, includingRequired: false)
    schema.anyOf = []
    schema.type = "object"
    schema.isNullable = false
    schema.items = []
    schema.values = []
    schema.originals = [:]
    return schema
  }

  /// The schema of an answer.
  static func response(_ view: JSONView, within budget: inout SchemaBudget) -> CleanSchema {
    var cleaner = SchemaCleaner(view, .response, budget)
    defer { budget = cleaner.budget }
    return cleaner.clean(view, depth: 0) ?? CleanSchema()
  }

  /// Appends the cleaned form of a schema as JSON.
  static func write(
    _ view: JSONView, for purpose: SchemaPurpose, within budget: inout SchemaBudget, into output: inout [UInt8]
  ) {
    switch purpose {
    case .parameters: parameters(view, within: &budget).write(into: &output)
    case .response: response(view, within: &budget).write(into: &output)
    }
  }

  /// Nil for a schema that nothing matches.
  mutating func clean(_ view: JSONView, depth: Int) -> CleanSchema? {
    guard view.kind == .object else {
      if view.bool == false { return nil }
      var schema = CleanSchema()
      schema.type = "string"
      schema.hints = ["any value"]
      return schema
    }
    guard budget.takeSchema(), depth <= Self.maximumDepth else {
      guard budget.namesRefused else { return nil }
      return .openObject(view["description"]?.string ?? "nested object")
    }
    var schema = CleanSchema()
    var branches: [JSONView] = []
    // The others read differently for another type, wherever it stands.
    if let value = view["type"] { type(value, into: &schema) }
    var seen: Set<String> = []
    for (key, value) in view.members where seen.insert(key.string).inserted {
      read(key.string, value, into: &schema, &branches, depth)
    }
    if let reference = view["$ref"]?.string { merge(resolve(reference, depth), into: &schema) }
    if !branches.isEmpty { alternatives(branches, into: &schema, depth) }
    schema.complete()
    return schema
  }

  private mutating func resolve(_ reference: String, _ depth: Int) -> CleanSchema {
    guard !open.contains(reference) else { return .openObject("recursive \(SchemaReferences.name(reference))") }
    guard let target = references.schema(reference) else { return .openObject(SchemaReferences.name(reference)) }
    budget.take(work: target.weight)
    open.append(reference)
    defer { open.removeLast() }
    return clean(target, depth: depth + 1) ?? CleanSchema()
  }

  // MARK: Combinations

  /// Merging looks at each property again, and nested keywords do so on every level.
  private mutating func merge(_ other: CleanSchema, into schema: inout CleanSchema) {
    if !schema.properties.isEmpty { budget.take(work: schema.properties.count + other.properties.count) }
    schema.merge(other)
  }

  private mutating func merge(
    all branches: [CleanSchema], into schema: inout CleanSchema, includingRequired: Bool = true
  ) {
    budget.take(work: branches.reduce(schema.properties.count) { $0 + $1.properties.count + $1.required.count })
    schema.merge(all: branches, includingRequired: includingRequired)
  }

  /// `anyOf` and `oneOf`: null makes the schema nullable, a single branch left takes its place.
  private mutating func alternatives(_ views: [JSONView], into schema: inout CleanSchema, _ depth: Int) {
    var branches: [CleanSchema] = []
    for view in views {
      guard let branch = clean(view, depth: depth + 1) else { continue }
      if branch.type == "null" {
        schema.isNullable = true
      } else {
        branches.append(branch)
      }
    }
    if branches.count == 1, let only = branches.first {
      merge(only, into: &schema)
    } else if branches.contains(where: \.isOpen) {
      // One of them takes anything, for example where each only demands another property.
      merge(all: branches, into: &schema, includingRequired: false)
    } else {
      schema.anyOf = branches
    }
  }

  /// `allOf`: all of them hold at once.
  mutating func all(_ view: JSONView, into schema: inout CleanSchema, _ depth: Int) {
    merge(all: view.elements.compactMap { clean($0, depth: depth + 1) }, into: &schema)
  }

  /// `then` and `else`: their properties may be there.
  mutating func conditional(_ view: JSONView, into schema: inout CleanSchema, _ depth: Int) {
    guard view.kind == .object, let branch = clean(view, depth: depth + 1) else { return }
    var hoisted = CleanSchema()
    hoisted.properties = branch.properties
    merge(hoisted, into: &schema)
  }

  mutating func properties(_ view: JSONView, into schema: inout CleanSchema, _ depth: Int) {
    var own = CleanSchema()
    var positions: [String: Int] = [:]
    for (name, value) in view.members {
      guard let property = clean(value, depth: depth + 1) else { continue }
      if property.isRequiredItself { schema.required.append(name.string) }
      if let position = positions.updateValue(own.properties.count, forKey: name.string) {
        own.properties[position].schema = property
        positions[name.string] = position
      } else {
        own.properties.append(CleanSchema.Property(name: name, schema: property))
      }
    }
    // Properties that another keyword of the same schema brought stand behind its own.
    own.merge(schema)
    own.required = schema.required
    schema = own
  }

  /// `items`, of which there may be a list, and `prefixItems`.
  mutating func items(_ view: JSONView, into schema: inout CleanSchema, _ depth: Int) {
    guard view.kind == .array else {
      guard schema.items.isEmpty, view.kind == .object, let item = clean(view, depth: depth + 1) else { return }
      schema.items = [item]
      return
    }
    let elements = view.elements.compactMap { clean($0, depth: depth + 1) }
    guard let first = elements.first else { return }
    var texts: Set<[UInt8]> = []
    let different = elements.filter { element in
      var text: [UInt8] = []
      element.write(into: &text)
      budget.take(work: text.count / 16)
      return texts.insert(text).inserted
    }
    schema.add(hint: "tuple: " + elements.prefix(16).map { $0.type ?? "any" }.joined(separator: " | "))
    if different.count == 1 {
      schema.items = [first]
    } else {
      var item = CleanSchema()
      item.anyOf = different.contains(where: \.isOpen) ? [] : different
      schema.items = [item]
    }
  }
}
