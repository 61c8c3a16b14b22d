internal import Glibc
internal import Transport

/// Whole writes to the terminal without the C library's buffering: a token is seen when it comes.
enum Terminal {
  /// Whether somebody may be reading standard output.
  static var isInteractive: Bool { isatty(1) == 1 }

  /// Why standard output has not taken all that was printed, as `errno` has it; 0 where it has.
  static var outputFailure: Int32 { failure.withLock { $0 } }

  /// Whether anything was printed on standard output.
  static var hasPrinted: Bool { printed.withLock { $0 } }

  /// What `error` has said.
  static var errors: [String] { said.withLock { $0 } }

  private static let failure = Lock<Int32>(0)
  private static let printed = Lock(false)
  private static let said = Lock<[String]>([])

  /// False where standard output does not take the text.
  @discardableResult
  static func print(_ text: String, terminator: String = "\n") -> Bool {
    printed.withLock { $0 = true }
    let code = write(text + terminator, to: 1)
    guard code != 0 else { return true }
    failure.withLock { $0 = code }
    return false
  }

  static func error(_ text: String) {
    said.withLock { $0.append(text) }
    write("gemini-proxy: \(text)\n", to: 2)
  }

  /// Says on standard error what is no failure, and no answer for programs either.
  static func note(_ text: String) {
    write("gemini-proxy: note: \(text)\n", to: 2)
  }

  /// Says on the line of standard error that is written over what is being waited for; nothing where no person reads.
  static func progress(_ text: String) {
    if isatty(2) == 1 { write("\r\u{1B}[K" + text, to: 2) }
  }

  /// The `errno` of a write that failed; 0 where all is written.
  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count, let base = bytes.baseAddress {
        let count = Glibc.write(descriptor, base + offset, bytes.count - offset)
        if count <= 0 {
          let code = errno
          guard code == EINTR else { return code == 0 ? EIO : code }
          continue
        }
        offset += count
      }
      return 0
    }
  }
}
