/// The syntax of Google Cloud project ids and numbers.
package enum ProjectID {
  /// Whether this can be one: 1 to 128 letters, digits and `-.:_`.
  package static func isPossible(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-.:_".utf8.contains($0)
      }
  }

  /// Whether it is a number, which Code Assist does not take.
  package static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
