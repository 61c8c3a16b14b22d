import Glibc

/// Progress goes to standard error, results to standard output.
enum Console {
  /// One line about what is going on.
  static func progress(_ line: String) { put(2, line) }

  /// One line of the result.
  static func result(_ line: String) { put(1, line) }

  private static func put(_ descriptor: Int32, _ line: String) {
    let text = line + "\n"
    _ = write(descriptor, text, text.utf8.count)
  }
}
