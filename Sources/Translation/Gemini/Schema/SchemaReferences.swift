/// Finds what `$ref` points at, within one schema.
struct SchemaReferences {
  private let root: JSONView
  /// What pointers led to; nil for those that lead nowhere.
  private var found: [String: JSONView?] = [:]
  /// The members of the objects that pointers led through, by the object's place.
  private var containers: [Int: [String: JSONView]] = [:]
  /// The same of arrays.
  private var lists: [Int: [JSONView]] = [:]
  private var anchors: [String: JSONView]?

  init(root: JSONView) {
    self.root = root
  }

  /// The schema a reference such as `#/$defs/a~1b` names; nil if it is not in this document.
  mutating func schema(_ reference: String) -> JSONView? {
    if let known = found[reference] { return known }
    let target = look(for: reference)
    found.updateValue(target, forKey: reference)
    return target
  }

  private mutating func look(for reference: String) -> JSONView? {
    guard reference.first == "#" else { return nil }
    var view = root
    let pointer = reference.dropFirst()
    guard pointer.isEmpty || pointer.first == "/" else { return anchor(String(pointer)) }
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let next = member(Self.decode(token), of: view) else { return nil }
      view = next
    }
    return view
  }

  /// The last part of a reference, for people.
  static func name(_ reference: String) -> String {
    let token = reference.split(separator: "/").last ?? ""
    let name = decode(token)
    return name.isEmpty || name == "#" ? "schema" : String(name.prefix(64))
  }

  /// A definition with this `$anchor`; only the usual places are searched.
  private mutating func anchor(_ name: String) -> JSONView? {
    if let anchors { return anchors[name] }
    var list: [String: JSONView] = [:]
    for key: StaticString in ["$defs", "definitions"] {
      for (_, value) in root[key]?.members ?? [] {
        if let name = value["$anchor"]?.string { list[name] = value }
      }
    }
    anchors = list
    return list[name]
  }

  private mutating func member(_ name: String, of view: JSONView) -> JSONView? {
    if view.kind == .array {
      guard let position = Int(name) else { return nil }
      let elements = lists[view.index] ?? Array(view.elements)
      lists[view.index] = elements
      return elements.indices.contains(position) ? elements[position] : nil
    }
    if let known = containers[view.index] { return known[name] }
    var members: [String: JSONView] = [:]
    for (key, value) in view.members { members[key.string] = value }
    containers[view.index] = members
    return members[name]
  }

  /// One token of a JSON pointer inside a URI fragment: percent signs first, then `~1` and `~0`.
  private static func decode(_ token: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = PercentEncoding.decode(token.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "~"), let next = rest.first, next == UInt8(ascii: "0") || next == UInt8(ascii: "1")
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(next == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/"))
      rest = rest.dropFirst()
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
