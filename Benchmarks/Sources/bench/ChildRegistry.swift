import Glibc
import Synchronization

/// The children that have to be ended when the driver is interrupted.
final class ChildRegistry: Sendable {
  static let shared = ChildRegistry()

  private let pids = Mutex<Set<pid_t>>([])

  func insert(_ pid: pid_t) { pids.withLock { _ = $0.insert(pid) } }

  func remove(_ pid: pid_t) { pids.withLock { _ = $0.remove(pid) } }

  func contains(_ pid: pid_t) -> Bool { pids.withLock { $0.contains(pid) } }

  /// Ends all of them, within a few seconds.
  func endAll() {
    let all = pids.withLock { $0 }
    for pid in all { kill(pid, SIGTERM) }
    for attempt in 0..<300 {
      // A zombie counts as gone: whoever waits for it reaps it, or the system does once the driver is gone.
      let left = all.filter { kill($0, 0) == 0 && waitpid($0, nil, WNOHANG) == 0 }
      if left.isEmpty { return }
      if attempt == 200 { for pid in left { kill(pid, SIGKILL) } }
      usleep(10_000)
    }
  }
}
