import Foundation
import Glibc
import Synchronization

/// Ctrl-C and its relatives: end the children, remove the folder, leave.
enum Interruption {
  private static let hasCome = Mutex(false)

  /// Takes the signals over; to be called before any other thread exists.
  static func watch(folder: String) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Thread.detachNewThread {
      var watched = sigset_t()
      sigemptyset(&watched)
      for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&watched, signal) }
      var signal: Int32 = 0
      sigwait(&watched, &signal)
      hasCome.withLock { $0 = true }
      Console.progress("\nInterrupted: ending what was started.")
      ChildRegistry.shared.endAll()
      try? FileManager.default.removeItem(atPath: folder)
      _exit(128 + signal)
    }
  }

  /// To be called when something failed: if that is because of an interruption, leaves the end of the process to it.
  static func yield() {
    if hasCome.withLock({ $0 }) { sleep(60) }
  }
}
