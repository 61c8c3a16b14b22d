import Foundation
import Testing
import Translation

/// A file of test data.
enum Fixture {
  /// The value in a JSON file.
  static func json(_ path: String) -> JSONView {
    guard let value = try? JSONDocument.parse(Array(text(path).utf8)) else { fatalError("\(path) is no JSON") }
    return value
  }

  private static func text(_ path: String) -> String {
    guard let folder = Bundle.module.resourceURL,
      let text = try? String(contentsOf: folder.appendingPathComponent("Fixtures/\(path)"), encoding: .utf8)
    else {
      // Without a case a parameterised test would pass unseen.
      fatalError("\(path) cannot be read")
    }
    return text
  }

  /// The fields of each line of a file with tabs between them.
  static func table(_ path: String) -> [[String]] {
    text(path).split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
