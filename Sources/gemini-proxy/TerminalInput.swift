internal import Glibc
internal import Transport

/// Lines that a person types or pastes, without a thread that nobody could end.
struct TerminalInput {
  private static let longestLine = 16 * 1024

  /// Whether somebody may be sitting there.
  static var isInteractive: Bool { isatty(0) == 1 }

  /// The next line of standard input; nil at its end or when the task is cancelled.
  static func nextLine() async -> String? {
    var line: [UInt8] = []
    while !Task.isCancelled {
      switch await BlockingExecutor.shared.run({ readByte() }) {
      case .byte(UInt8(ascii: "\n")): return String(decoding: line, as: UTF8.self)
      case .byte(let byte): if line.count < longestLine { line.append(byte) }
      case .nothing: continue
      case .end: return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
      }
    }
    return nil
  }

  private enum Read: Sendable {
    case byte(UInt8)
    case nothing
    case end
  }

  /// Waits for half a second at most, so that a cancelled reader is gone soon.
  private static func readByte() -> Read {
    // A job in the background that reads from its terminal is stopped by the kernel.
    let isForeground = !isInteractive || tcgetpgrp(0) == getpgrp()
    var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    let ready = poll(&descriptor, isForeground ? 1 : 0, 500)
    guard ready > 0 else { return ready < 0 && errno != EINTR ? .end : .nothing }
    var byte: UInt8 = 0
    let count = read(0, &byte, 1)
    if count == 1 { return .byte(byte) }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? .nothing : .end
  }
}
