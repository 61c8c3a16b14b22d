internal import Glibc
package import Logging
internal import OAuth
internal import Synchronization
internal import Transport

/// Log lines on their way out: callers append to a bounded buffer, a thread that may block writes it.
///
/// A caller never waits. What does not fit is dropped and counted, and the count is told as soon as there is room again.
package final class LogOutput: Sendable {
  /// Bytes of finished lines that may wait to be written.
  package static let defaultCapacity = 1 << 20
  /// How long a reader that has stopped reading is waited for before its lines are dropped.
  private static let patienceMilliseconds: Int32 = 2000

  private struct State {
    var waiting: [UInt8] = []
    var dropped = 0
    var isScheduled = false
  }

  package let format: LogLineFormat
  private let capacity: Int
  private let writer: @Sendable (_ bytes: [UInt8]) -> Bool
  private let state = Lock(State())
  /// What is being written; held by threads that may block.
  private let writing = Lock<[UInt8]>([])
  private let levelIndex = Atomic<Int>(0)

  /// Lines for the file, terminal or pipe behind `descriptor`.
  package convenience init(descriptor: Int32, format: LogLineFormat, level: Logger.Level) {
    self.init(format: format, level: level) { Self.write($0, to: descriptor) }
  }

  /// `writer` may block; false means that the bytes are lost.
  package init(
    format: LogLineFormat, level: Logger.Level, capacity: Int = LogOutput.defaultCapacity,
    writer: @escaping @Sendable (_ bytes: [UInt8]) -> Bool
  ) {
    self.format = format
    self.capacity = capacity
    self.writer = writer
    self.level = level
  }

  /// The least severity that is logged; may change at any time.
  package var level: Logger.Level {
    get { Logger.Level.allCases[levelIndex.load(ordering: .relaxed)] }
    set { levelIndex.store(Logger.Level.allCases.firstIndex(of: newValue) ?? 0, ordering: .relaxed) }
  }

  /// A logger whose lines go here.
  package func logger(label: String) -> Logger {
    Logger(label: label) { _ in LineLogHandler(output: self) }
  }

  /// Takes one line with its end; from any thread, without waiting for it to be written.
  func append(_ line: [UInt8]) {
    let mustSchedule = state.withLock { state in
      guard state.waiting.count + line.count <= capacity else {
        state.dropped += 1
        return false
      }
      state.waiting.append(contentsOf: line)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if mustSchedule { BlockingExecutor.shared.post { self.writeAll() } }
  }

  /// Returns when everything appended before has been written or given up; for the end of the process.
  package func flush() async {
    await BlockingExecutor.shared.run { self.writeAll() }
  }

  private func writeAll() {
    writing.withLock { bytes in
      while let next = take() {
        bytes = next
        if !writer(bytes) {
          let lines = bytes.count { $0 == HTTPCharacter.lineFeed }
          state.withLock { $0.dropped += lines }
        }
      }
      bytes = []
    }
  }

  private func take() -> [UInt8]? {
    let (bytes, dropped): ([UInt8], Int) = state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isScheduled = false
        return ([], 0)
      }
      defer {
        state.waiting = []
        state.dropped = 0
      }
      return (state.waiting, state.dropped)
    }
    guard !bytes.isEmpty else { return nil }
    guard dropped > 0 else { return bytes }
    let notice = LogLine(
      time: .now(), level: .warning, message: "log lines were dropped: the log was not read fast enough",
      metadata: [("count", "\(dropped)")])
    return bytes + notice.bytes(format)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      let ready = Glibc.poll(&poll, 1, patienceMilliseconds)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return false }
      // A pipe that is ready takes a page without blocking.
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, min($0.count - offset, 4096))
      }
      if count > 0 {
        offset += count
      } else if count < 0, errno != EINTR, errno != EAGAIN {
        return false
      }
    }
    return true
  }
}
