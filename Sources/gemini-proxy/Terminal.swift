internal import Glibc

/// Whole writes to the terminal without the C library's buffering: a token is seen when it comes.
enum Terminal {
  /// Whether somebody may be reading standard output.
  static var isInteractive: Bool { isatty(1) == 1 }

  static func print(_ text: String, terminator: String = "\n") {
    write(text + terminator, to: 1)
  }

  static func error(_ text: String) {
    write("gemini-proxy: \(text)\n", to: 2)
  }

  /// Says on the line of standard error that is written over what is being waited for; nothing where no person reads.
  static func progress(_ text: String) {
    if isatty(2) == 1 { write("\r\u{1B}[K" + text, to: 2) }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count, let base = bytes.baseAddress {
        let count = Glibc.write(descriptor, base + offset, bytes.count - offset)
        if count <= 0 {
          guard errno == EINTR else { return }
          continue
        }
        offset += count
      }
    }
  }
}
