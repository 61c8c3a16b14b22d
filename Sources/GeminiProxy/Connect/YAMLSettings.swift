/// Settings for a file of YAML: keys of the top level, or items of a list there.
///
/// YAML has too many forms for a small program to edit them all, so what is not plain is left alone.
package enum YAMLSettings: Sendable {
  /// Keys and the texts that are their values.
  case values([(key: String, value: String)])
  /// Items, each of several lines, the first of which follows the dash; `head` begins a new file.
  case items(key: String, [[String]], head: [String])

  /// The text with these settings in a block that a second run replaces.
  package func merged(into text: [UInt8]) throws(SettingsConflict) -> [UInt8] {
    let (lines, position) = try MarkedBlock.removed(from: try MarkedBlock.lines(of: text))
    if lines.contains(where: { $0.hasPrefix("\t") }) { throw SettingsConflict("it has tabs for white space") }
    if lines.dropFirst().contains(where: { $0 == "---" || $0.hasPrefix("--- ") || $0 == "..." }) {
      throw SettingsConflict("it has several documents")
    }
    switch self {
    case .values(let values): return try Self.merge(values, into: lines, at: position)
    case .items(let key, let items, let head): return try Self.merge(items, of: key, head, into: lines)
    }
  }

  private static func merge(
    _ values: [(key: String, value: String)], into lines: [String], at position: Int?
  ) throws(SettingsConflict) -> [UInt8] {
    for (key, _) in values where lines.contains(where: { isKey($0, key) }) {
      throw SettingsConflict("it has a \"\(key)\" of its own")
    }
    let block = MarkedBlock(lines: values.map { "\($0.key): \(scalar($0.value))" }).text()
    var lines = lines
    lines.insert(contentsOf: block, at: min(position ?? lines.count, lines.count))
    return MarkedBlock.bytes(lines)
  }

  private static func merge(
    _ items: [[String]], of key: String, _ head: [String], into lines: [String]
  ) throws(SettingsConflict) -> [UInt8] {
    func block(_ indentation: String) -> [String] {
      MarkedBlock(lines: items.flatMap { item in item.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 } })
        .text(indented: indentation)
    }
    var lines = lines
    guard lines.contains(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else {
      return MarkedBlock.bytes(lines + head + ["\(key):"] + block("  "))
    }
    let places = lines.indices.filter { isKey(lines[$0], key) }
    guard let place = places.first else { return MarkedBlock.bytes(lines + ["\(key):"] + block("  ")) }
    guard places.count == 1, lines[place].drop(while: { $0 != ":" }).dropFirst().allSatisfy({ $0 == " " }) else {
      throw SettingsConflict("its \"\(key)\" is not written as a list of lines")
    }
    // The items of a list stand in one column, which its first one says.
    let first = lines[(place + 1)...].first { line in
      let rest = line.drop { $0 == " " }
      return !rest.isEmpty && !rest.hasPrefix("#")
    }
    var indentation = "  "
    if let first, first.hasPrefix(" ") || first.hasPrefix("-") {
      guard first.drop(while: { $0 == " " }).hasPrefix("- ") else {
        throw SettingsConflict("its \"\(key)\" is no list")
      }
      indentation = String(first.prefix { $0 == " " })
    }
    lines.insert(contentsOf: block(indentation), at: place + 1)
    return MarkedBlock.bytes(lines)
  }

  /// Whether a line sets a key of the top level, quoted or not.
  private static func isKey(_ line: String, _ key: String) -> Bool {
    ["\(key):", "\"\(key)\":", "'\(key)':", "\(key) :"].contains { line.hasPrefix($0) }
  }

  /// A text as YAML: as it is where nothing but a text can be read in it, else in quotes.
  package static func scalar(_ text: String) -> String {
    let isPlain =
      (text.utf8.first.map { ($0 | 0x20) &- 0x61 < 26 } ?? false)
      && text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || "-._/:".utf8.contains($0) }
      && text.utf8.last != UInt8(ascii: ":")
      && !["true", "false", "yes", "no", "on", "off", "y", "n", "null"].contains(text.lowercased())
    return isPlain ? text : String(decoding: ConfigurationText.quoted(text), as: UTF8.self)
  }
}
