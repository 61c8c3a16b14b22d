/// Where the arguments of a function hold strings that stand for other values of the client's.
///
/// Gemini takes no numbers in the `enum` of an argument, so the schema sent up has strings instead; what a call brings
/// is turned back. For a function declared as strict, nulls that its schema does not allow go too: the client was
/// promised arguments that fit, and some stop at such a null.
package struct ArgumentCoercion: Sendable {
  private var values: [String: [UInt8]] = [:]
  private var properties: [String: ArgumentCoercion] = [:]
  /// At most one.
  private var items: [ArgumentCoercion] = []
  /// The properties that are never null.
  private var notNull: Set<String> = []

  /// Nil if nothing has to be turned back.
  init?(_ schema: CleanSchema, isStrict: Bool = false) {
    take(schema, isStrict: isStrict)
    if values.isEmpty, properties.isEmpty, items.isEmpty, notNull.isEmpty { return nil }
  }

  /// Adds what a schema says; what is known already stays.
  private mutating func take(_ schema: CleanSchema, isStrict: Bool) {
    values.merge(schema.originals) { first, _ in first }
    for property in schema.properties {
      let name = property.name.string
      if isStrict, !property.schema.allowsNull { notNull.insert(name) }
      guard properties[name] == nil, let inner = ArgumentCoercion(property.schema, isStrict: isStrict) else { continue }
      properties[name] = inner
    }
    if items.isEmpty, let item = schema.items.first, let inner = ArgumentCoercion(item, isStrict: isStrict) {
      items = [inner]
    }
    // Which of the branches holds is not known, so none of them takes a null away.
    for branch in schema.anyOf { take(branch, isStrict: false) }
  }

  /// Appends the arguments with the client's values; what is no JSON is appended as it is.
  func write(_ arguments: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    guard let view = try? JSONDocument.parse(Array(arguments)) else {
      output.append(contentsOf: arguments)
      return
    }
    write(view, into: &output)
  }

  private func write(_ view: JSONView, into output: inout [UInt8]) {
    if view.kind == .string, let text = view.string, let original = values[text] {
      output.append(contentsOf: original)
    } else if view.kind == .array, let item = items.first {
      output.append(UInt8(ascii: "["))
      for (position, element) in view.elements.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        item.write(element, into: &output)
      }
      output.append(UInt8(ascii: "]"))
    } else if view.kind == .object, !properties.isEmpty || !notNull.isEmpty {
      output.append(UInt8(ascii: "{"))
      var isFirst = true
      for member in view.members {
        if member.value.isNull, notNull.contains(member.key.string) { continue }
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        member.key.write(into: &output)
        output.append(UInt8(ascii: ":"))
        if let inner = properties[member.key.string] {
          inner.write(member.value, into: &output)
        } else {
          member.value.write(into: &output)
        }
      }
      output.append(UInt8(ascii: "}"))
    } else {
      view.write(into: &output)
    }
  }
}
