import Foundation
import Testing

/// A file of test data.
enum Fixture {
  /// The fields of each line of a file with tabs between them.
  static func table(_ path: String) -> [[String]] {
    guard let folder = Bundle.module.resourceURL,
      let text = try? String(contentsOf: folder.appendingPathComponent("Fixtures/\(path)"), encoding: .utf8)
    else {
      // Without a case a parameterised test would pass unseen.
      fatalError("\(path) cannot be read")
    }
    return text.split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
