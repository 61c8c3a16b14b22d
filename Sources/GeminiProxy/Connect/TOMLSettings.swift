/// Settings for a file of TOML: keys of the top level, and one table.
///
/// Lines are moved as a whole and none is taken apart, so what spans several lines is left alone.
package struct TOMLSettings: Sendable {
  /// Keys and their values as TOML.
  package let values: [(key: String, value: String)]
  /// Such as `model_providers.x`.
  package let table: String
  package let members: [(key: String, value: String)]

  package init(values: [(key: String, value: String)], table: String, members: [(key: String, value: String)]) {
    self.values = values
    self.table = table
    self.members = members
  }

  /// The text with these keys and the table in place of any that it had.
  package func merged(into text: [UInt8]) throws(SettingsConflict) -> [UInt8] {
    var lines = try MarkedBlock.lines(of: text)
    if lines.contains(where: { $0.contains("\"\"\"") || $0.contains("'''") }) {
      throw SettingsConflict("it has texts of several lines")
    }
    let parent = table.prefix { $0 != "." }
    let headers = Self.headers(of: lines)
    if lines.contains(where: { Self.key($0).map { $0 == parent || $0.hasPrefix("\(parent).") } ?? false }) {
      throw SettingsConflict("it sets \"\(parent)\" without a table of its own")
    }
    removeTable(from: &lines, headers)
    var top = Self.headers(of: lines).first ?? lines.count
    // Comments before the first table belong to it.
    while top > 0, top < lines.count, lines[top - 1].isEmpty || lines[top - 1].hasPrefix("#") { top -= 1 }
    var added: [String] = []
    for (key, value) in values {
      let line = "\(key) = \(value)"
      if let place = lines[..<top].firstIndex(where: { Self.key($0) == key }) {
        lines[place] = line
      } else {
        added.append(line)
      }
    }
    if !added.isEmpty, top < lines.count, !lines[top].isEmpty { added.append("") }
    lines.insert(contentsOf: added, at: top)
    while lines.last == "" { lines.removeLast() }
    if !lines.isEmpty { lines.append("") }
    lines += ["[\(table)]"] + members.map { "\($0.key) = \($0.value)" }
    return MarkedBlock.bytes(lines)
  }

  private func removeTable(from lines: inout [String], _ headers: [Int]) {
    guard let start = headers.first(where: { Self.name(lines[$0]) == table }) else { return }
    // Comments and empty lines before the next table belong to that one.
    var end = headers.first { $0 > start } ?? lines.count
    while end > start + 1, end < lines.count, lines[end - 1].isEmpty || lines[end - 1].hasPrefix("#") { end -= 1 }
    lines.removeSubrange(start..<end)
    if start > 0, start < lines.count, lines[start - 1].isEmpty, lines[start].isEmpty { lines.remove(at: start) }
  }

  /// The lines that begin a table; a bracket inside an array of several lines begins none.
  private static func headers(of lines: [String]) -> [Int] {
    var depth = 0
    var headers: [Int] = []
    for (position, line) in lines.enumerated() {
      if depth == 0, line.drop(while: { $0 == " " || $0 == "\t" }).hasPrefix("[") {
        headers.append(position)
        continue
      }
      var quote: UInt8?
      var isEscaped = false
      for byte in line.utf8 {
        if let open = quote {
          if byte == open, !isEscaped { quote = nil }
          isEscaped = open == UInt8(ascii: "\"") && byte == UInt8(ascii: "\\") && !isEscaped
        } else if byte == UInt8(ascii: "#") {
          break
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        } else if byte == UInt8(ascii: "[") {
          depth += 1
        } else if byte == UInt8(ascii: "]") {
          depth -= 1
        }
      }
    }
    return headers
  }

  /// The key that a line sets; nil for every other line.
  private static func key(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard let first = text.first, first != "#", first != "[", let equals = text.firstIndex(of: "=") else { return nil }
    return String(text[..<equals].filter { $0 != " " && $0 != "\"" && $0 != "'" })
  }

  /// The name of the table that a line begins, however it is written; empty for an array of tables.
  private static func name(_ line: String) -> String {
    let text = line.drop { $0 == " " || $0 == "\t" }.dropFirst()
    return text.hasPrefix("[") ? "" : String(text.prefix { $0 != "]" }.filter { $0 != " " && $0 != "\"" && $0 != "'" })
  }

  /// A text as TOML, which escapes it as JSON does.
  package static func quoted(_ text: String) -> String {
    String(decoding: ConfigurationText.quoted(text), as: UTF8.self)
  }
}
