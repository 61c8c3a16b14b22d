internal import OAuth
internal import Translation

/// Reads JSON as the service reads it: only fields that the message has, in either casing, each of its type.
///
/// What comes out has every name in snake case and every repeated field as an array, so that the rules need to look in
/// one place only.
struct ProtoDecoder {
  private static let longestReport = 32

  private var violations: [(field: String, description: String)] = []

  /// Throws the 400 that names every violation, as the service does.
  static func decode(_ view: JSONView, as message: ProtoMessage) throws(SimulatedError) -> GoogleJSON {
    var decoder = ProtoDecoder()
    let decoded = decoder.message(view, message, path: "")
    guard decoder.violations.isEmpty else { throw decoder.error }
    return decoded
  }

  private var error: SimulatedError {
    SimulatedError(
      400, "INVALID_ARGUMENT", violations.map(\.description).joined(separator: "\n"),
      details: [
        [
          "@type": "type.googleapis.com/google.rpc.BadRequest",
          "fieldViolations": .array(
            violations.map { ["field": .string($0.field), "description": .string($0.description)] }),
        ]
      ])
  }

  private mutating func report(_ path: String, _ description: String) {
    guard violations.count < Self.longestReport else { return }
    violations.append((path, description))
  }

  private mutating func reportUnknown(_ name: String, at path: String, _ reason: String) {
    let place = path.isEmpty ? "" : " at '\(path)'"
    report(path, "Invalid JSON payload received. Unknown name \"\(name)\"\(place): \(reason)")
  }

  private mutating func message(_ view: JSONView, _ message: ProtoMessage, path: String) -> GoogleJSON {
    guard view.kind == .object else {
      report(path, "Invalid value at '\(path)' (type.googleapis.com/\(message.rawValue)), \(Self.shown(view))")
      return [:]
    }
    let fields = message.fields
    var members: [GoogleJSON.Member] = []
    var chosen: String?
    for (key, value) in view.members {
      let given = key.string
      let name = fields[given] == nil ? given.snakeCased : given
      guard let type = fields[name] else {
        reportUnknown(given, at: path, "Cannot find field.")
        continue
      }
      if value.isNull, !type.takesNull { continue }
      if message.oneOf.contains(name) {
        if let chosen {
          report(
            path,
            "Invalid value at '\(path)' (oneof), oneof field 'data' is already set. Cannot set '\(given)' "
              + "beside '\(chosen)'")
          continue
        }
        chosen = given
      }
      let decoded = field(value, type, name: given, path: path.isEmpty ? name : path + "." + name, parent: path)
      if let decoded { members.append(GoogleJSON.Member(key: name, value: decoded)) }
    }
    return .object(members)
  }

  private mutating func field(
    _ view: JSONView, _ type: ProtoType, name: String, path: String, parent: String
  ) -> GoogleJSON? {
    if case .list(let element) = type {
      // A single value counts as a list of one.
      guard view.kind == .array else { return value(view, element, path: path + "[0]").map { .array([$0]) } }
      var elements: [GoogleJSON] = []
      for (index, item) in view.elements.enumerated() {
        guard let decoded = value(item, element, path: "\(path)[\(index)]") else { continue }
        elements.append(decoded)
      }
      return .array(elements)
    }
    if view.kind == .array, !type.takesArray {
      reportUnknown(name, at: parent, "Proto field is not repeating, cannot start list.")
      return nil
    }
    return value(view, type, path: path)
  }

  private mutating func value(_ view: JSONView, _ type: ProtoType, path: String) -> GoogleJSON? {
    switch type {
    case .message(let inner): return message(view, inner, path: path)
    case .value: return GoogleJSON(view)
    case .structure where view.kind == .object: return GoogleJSON(view)
    case .map(let element) where view.kind == .object:
      var members: [GoogleJSON.Member] = []
      for (index, member) in view.members.enumerated() {
        guard let decoded = value(member.value, element, path: "\(path)[\(index)].value") else { continue }
        members.append(GoogleJSON.Member(key: member.key.string, value: decoded))
      }
      return .object(members)
    case .string where view.kind == .string, .bool where view.kind == .bool: return GoogleJSON(view)
    case .integer where view.int != nil: return .int(view.int ?? 0)
    // An int64 comes as a string.
    case .integer where view.string.flatMap({ Int($0) }) != nil: return .number(view.string ?? "0")
    case .float where view.double != nil: return GoogleJSON(view)
    case .float where view.string.flatMap({ Double($0) }) != nil: return .number(view.string ?? "0")
    case .bytes where view.kind == .string:
      if Base64.decode(view.string ?? "") != nil { return GoogleJSON(view) }
      report(path, "Invalid value at '\(path)' (TYPE_BYTES), Base64 decoding failed for \(Self.shown(view))")
      return nil
    case .enumeration(let names, let foldsCase):
      if let number = view.int { return names.indices.contains(number) ? .string(names[number]) : .int(number) }
      guard let text = view.string else { break }
      let name = foldsCase ? text.uppercased() : text
      if names.contains(name) { return .string(name) }
    case .list, .structure, .map, .string, .bool, .integer, .float, .bytes: break
    }
    report(path, "Invalid value at '\(path)' (\(type.name)), \(Self.shown(view))")
    return nil
  }

  /// The offending value as errors show it, cut where it is long.
  private static func shown(_ view: JSONView) -> String {
    view.kind == .object || view.kind == .array
      ? "Starting an object on a scalar field" : String(String(decoding: view.source, as: UTF8.self).prefix(100))
  }
}

extension ProtoType {
  fileprivate var takesNull: Bool { if case .value = self { true } else { false } }
  fileprivate var takesArray: Bool { if case .value = self { true } else { false } }
}

extension String {
  /// `inlineData` as `inline_data`.
  var snakeCased: String {
    var result = ""
    for character in self {
      if character.isUppercase { result += "_" + character.lowercased() } else { result.append(character) }
    }
    return result
  }
}
