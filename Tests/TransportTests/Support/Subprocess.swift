import Glibc
import Transport

/// Where tests wait for programs: blocking the default pool would hold up every other test.
let testThreads = BlockingExecutor(threads: 3)

/// A program that the tests start; it is ended with the object.
final class Subprocess: Sendable {
  struct Failure: Error {
    var program: String
    var code: Int32
  }

  private let id: pid_t

  /// Starts `arguments[0]`, looked up in PATH, with its output thrown away.
  init(_ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    for descriptor in 0...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer {
      for word in words { free(word) }
      posix_spawn_file_actions_destroy(&actions)
    }
    var id = pid_t()
    let code = posix_spawnp(&id, arguments[0], &actions, nil, &words, environ)
    guard code == 0 else { throw Failure(program: arguments[0], code: code) }
    self.id = id
  }

  deinit {
    var status: Int32 = 0
    kill(id, SIGKILL)
    waitpid(id, &status, 0)
  }

  /// Runs a program to its end; throws unless it succeeds.
  static func run(_ arguments: [String]) throws {
    let process = try Subprocess(arguments)
    var status: Int32 = 0
    // Not reaped here, so that its number stays its own until `deinit`.
    var info = siginfo_t()
    waitid(P_PID, id_t(process.id), &info, WEXITED | WNOWAIT)
    status = info._sifields._sigchld.si_status
    guard status == 0 else { throw Failure(program: arguments.joined(separator: " "), code: status) }
  }
}
