import BenchKit
import CLinux
import Glibc

/// A process started by the driver. Its standard output is a pipe, its standard error a file.
final class Child {
  let pid: pid_t
  let name: String
  private let output: Int32
  private let errorPath: String
  private var line: [UInt8] = []

  /// Starts `arguments[0]`, looked up in PATH, with the driver's signals unblocked.
  init(_ name: String, _ arguments: [String], errorPath: String) throws {
    self.name = name
    self.errorPath = errorPath
    var ends: [Int32] = [0, 0]
    if bench_pipe(&ends) < 0 { throw SystemFailure("pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    // A group of its own: Ctrl-C reaches the driver only, which then ends its children in order.
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, arguments[0], &actions, &attributes, &argv, environ)
    close(ends[1])
    if code != 0 {
      close(ends[0])
      throw SystemFailure("start \(arguments[0])", code: code)
    }
    self.pid = pid
    output = ends[0]
    ChildRegistry.shared.insert(pid)
  }

  deinit {
    end()
    close(output)
  }

  /// The next line of its output, waited for until the deadline; nil at the end of the output.
  func readLine(seconds: Double) throws -> String? {
    let deadline = MonotonicClock.now() + UInt64(seconds * 1e9)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      if let end = line.firstIndex(of: 10) {
        defer { line.removeSubrange(...end) }
        return String(decoding: line[..<end], as: UTF8.self)
      }
      let now = MonotonicClock.now()
      if now >= deadline { throw BenchFailure("\(name) did not answer within \(Int(seconds)) s\(errors())") }
      var watched = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      if poll(&watched, 1, Int32((deadline - now) / 1_000_000) + 1) <= 0 { continue }
      let count = read(output, &buffer, buffer.count)
      if count == 0 { return nil }
      if count > 0 { line += buffer[..<count] }
    }
  }

  /// Waits until it has exited; nil if it has not by the deadline.
  func wait(seconds: Double) -> Int32? {
    let deadline = MonotonicClock.now() + UInt64(seconds * 1e9)
    while true {
      var status: Int32 = 0
      let result = waitpid(pid, &status, WNOHANG)
      if result != 0 {
        ChildRegistry.shared.remove(pid)
        return result < 0 ? -1 : (status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f))
      }
      if MonotonicClock.now() > deadline { return nil }
      usleep(2000)
    }
  }

  /// Ends it: politely, then not.
  func end(signal: Int32 = SIGTERM) {
    guard ChildRegistry.shared.contains(pid) else { return }
    kill(pid, signal)
    if wait(seconds: 5) != nil { return }
    kill(pid, SIGKILL)
    _ = wait(seconds: 5)
  }

  /// Whether it still runs.
  var isRunning: Bool { ChildRegistry.shared.contains(pid) && wait(seconds: 0) == nil }

  /// What it wrote to standard error, made fit to follow a message.
  func errors() -> String {
    let text = (try? ProcessSample.read(errorPath)) ?? ""
    return text.isEmpty ? "" : ":\n" + text.suffix(4000)
  }
}
