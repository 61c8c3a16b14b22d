/// One value of a parsed document.
///
/// Copies nothing until asked for a `String`. Looking up a key or an index walks the members of that one container.
package struct JSONView: Sendable {
  let document: JSONDocument
  let index: Int

  var node: JSONNode { document.nodes[index] }

  package var kind: JSONKind { node.kind }

  /// How long it takes to look at all of the value: the number of values and keys in it, text counted by its length.
  var weight: Int { Int(node.next) - index + Int(node.end - node.start) / 32 }

  package var isNull: Bool { node.kind == .null }

  /// The value of a string, unescaped; nil for every other kind.
  package var string: String? { text?.string }

  /// The string as a slice of the document; nil for every other kind.
  package var text: JSONText? {
    node.kind == .string ? JSONText(bytes: document.bytes, slice: node.slice) : nil
  }

  /// The number as a whole one: `12`, `12.0` and `1.2e1` are 12. Nil if it is none, or out of range.
  package var int: Int? {
    guard let source = numberText else { return nil }
    return Int(source) ?? Double(source).flatMap { Int(exactly: $0) }
  }

  /// The number; nil for every other kind, and for one too large for a `Double`.
  package var double: Double? {
    guard let value = numberText.flatMap({ Double($0) }), value.isFinite else { return nil }
    return value
  }

  package var bool: Bool? {
    guard node.kind == .bool else { return nil }
    return document.bytes[Int(node.start)] == UInt8(ascii: "t")
  }

  /// The source text of a number, digit for digit; nil for every other kind.
  package var numberText: String? { node.kind == .number ? String(decoding: source, as: UTF8.self) : nil }

  /// The source text of the value, a string with its quotes.
  package var source: ArraySlice<UInt8> {
    let quote = node.kind == .string ? 1 : 0
    return document.bytes[(Int(node.start) - quote)..<(Int(node.end) + quote)]
  }

  /// The value of a key; the last one if the key is repeated, nil if there is none or this is no object.
  package subscript(key: StaticString) -> JSONView? {
    var found: JSONView?
    document.bytes.withUnsafeBytes { buffer in
      let scanner = JSONScanner(buffer)
      forEachMember { name, value in
        if scanner.matches(document.nodes[name].slice, key) { found = value }
      }
    }
    return found
  }

  /// The element at a position; nil if there is none or this is no array.
  package subscript(position: Int) -> JSONView? {
    guard node.kind == .array, position >= 0 else { return nil }
    return elements.dropFirst(position).first { _ in true }
  }

  /// The elements of an array, none for every other kind.
  package var elements: JSONElements {
    guard node.kind == .array else { return JSONElements(document: document, index: 0, end: 0) }
    return JSONElements(document: document, index: index + 1, end: Int(node.next))
  }

  /// The members of an object in their order, repeated keys included; none for every other kind.
  package var members: [(key: JSONText, value: JSONView)] {
    var list: [(key: JSONText, value: JSONView)] = []
    forEachMember { name, value in
      list.append((JSONText(bytes: document.bytes, slice: document.nodes[name].slice), value))
    }
    return list
  }

  /// Appends the source text of the value, lone surrogates replaced.
  package func write(into output: inout [UInt8]) {
    document.bytes.withUnsafeBytes { buffer in
      let text = ScannedBytes(buffer).slice(source.startIndex, source.endIndex)
      if document.nodes[index..<Int(node.next)].contains(where: \.hasLoneSurrogates) {
        JSONUnescape.appendReplacingLoneSurrogates(text, to: &output)
      } else {
        output.append(contentsOf: text)
      }
    }
  }

  private func forEachMember(_ body: (_ key: Int, _ value: JSONView) -> Void) {
    guard node.kind == .object else { return }
    let end = Int(node.next)
    var key = index + 1
    while key < end {
      body(key, JSONView(document: document, index: key + 1))
      key = Int(document.nodes[key + 1].next)
    }
  }
}
