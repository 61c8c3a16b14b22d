package import Translation

/// The text of a configuration file: parsing with positions people can find, and changes that leave the rest alone.
package enum ConfigurationText {
  /// What keeps the text from being a JSON object, with line and column.
  package struct Problem: Error, Sendable, Hashable {
    package var message: String
  }

  /// The object in `bytes`. A byte order mark, which editors on Windows put there, is passed over.
  package static func parse(_ bytes: [UInt8]) -> Result<JSONView, Problem> {
    let text = withoutMark(bytes)
    do throws(JSONError) {
      let view = try JSONDocument.parse(text)
      guard view.kind == .object else { return .failure(Problem(message: "found no JSON object, allowed: { … }")) }
      return .success(view)
    } catch {
      return .failure(Problem(message: describe(error, in: text)))
    }
  }

  static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  private static func describe(_ error: JSONError, in text: [UInt8]) -> String {
    let before = text.prefix(error.offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
    let offending = error.offset < text.count ? text[error.offset] : 0
    let hint =
      switch offending {
      case UInt8(ascii: "/"), UInt8(ascii: "#"): " (comments are not allowed)"
      case UInt8(ascii: "}"), UInt8(ascii: "]"): " (is there a comma too many before it?)"
      default: text.isEmpty ? " (the file is empty)" : ""
      }
    // The position is given as line and column, so the one in bytes goes.
    let reason = error.description.firstRange(of: " at byte ").map { String(error.description[..<$0.lowerBound]) }
    return "line \(line), column \(column): \(reason ?? error.description)\(hint)"
  }
}
