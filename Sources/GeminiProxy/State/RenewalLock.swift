internal import Glibc
internal import Transport

/// Held by the process that renews an account's token; ends with the process at the latest.
///
/// A range of bytes of one file stands for each account, so that they do not wait for each other.
struct RenewalLock: Sendable {
  /// A process that hangs while it holds the lock must not stop the others.
  private static let patience = Duration.seconds(10)
  /// Linux's locks of an open file: those of a process would not tell two stores in one process apart.
  private static let setLock: Int32 = 37

  private let descriptor: Int32

  /// Waits for the lock, on the thread of the caller; nil where it cannot be had.
  init?(folder: String, account: String) {
    descriptor = open(folder + "/.gemini-proxy.renewal.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    var range = Glibc.flock()
    range.l_type = Int16(F_WRLCK)
    range.l_whence = Int16(SEEK_SET)
    range.l_start = Self.position(account)
    range.l_len = 1
    let deadline = MonotonicInstant.now() + Self.patience
    while fcntl(descriptor, Self.setLock, &range) != 0 {
      let isTaken = errno == EAGAIN || errno == EACCES || errno == EINTR
      guard isTaken, MonotonicInstant.now() < deadline else {
        close(descriptor)
        return nil
      }
      var pause = timespec(tv_sec: 0, tv_nsec: 5_000_000)
      nanosleep(&pause, nil)
    }
  }

  func release() {
    close(descriptor)
  }

  /// The same in every process.
  private static func position(_ account: String) -> off_t {
    let hash = account.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return off_t(hash)
  }
}
