/// Lines of this program's in a file of somebody else's, between two comments by which a second run finds them.
struct MarkedBlock {
  static let begin = "# begin gemini-proxy"
  static let end = "# end gemini-proxy"

  let lines: [String]

  /// The lines between the comments, each line with the given white space before it.
  func text(indented by: String = "") -> [String] {
    ([Self.begin] + lines + [Self.end]).map { $0.isEmpty ? $0 : by + $0 }
  }

  /// The lines of a file without an earlier block, and where that was.
  static func removed(from lines: [String]) throws(SettingsConflict) -> (lines: [String], position: Int?) {
    func isMark(_ line: String, _ mark: String) -> Bool { line.drop { $0 == " " } == mark }
    let begins = lines.indices.filter { isMark(lines[$0], begin) }
    let ends = lines.indices.filter { isMark(lines[$0], end) }
    guard let first = begins.first else {
      guard ends.isEmpty else { throw SettingsConflict("the comment \"\(begin)\" is missing") }
      return (lines, nil)
    }
    guard begins.count == 1, ends.count == 1, let last = ends.first, last > first else {
      throw SettingsConflict("the comments \"\(begin)\" and \"\(end)\" do not enclose one block")
    }
    return (Array(lines[..<first] + lines[(last + 1)...]), first)
  }

  /// The lines of a text, the last one without its line break.
  static func lines(of text: [UInt8]) throws(SettingsConflict) -> [String] {
    guard let string = String(validating: text, as: UTF8.self) else { throw SettingsConflict("it is not UTF-8") }
    guard !string.utf8.contains(0x0D) else { throw SettingsConflict("its lines end in CR LF") }
    var lines = string.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  static func bytes(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }
}
