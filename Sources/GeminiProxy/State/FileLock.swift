internal import Glibc
internal import Transport

/// An exclusive lock between processes.
enum FileLock {
  /// Runs `body` while holding the lock; throws `EWOULDBLOCK` where it cannot be had before `deadline`.
  ///
  /// `fallback` is locked where no lock file can be made in the folder: such a file is only ever overwritten, so its
  /// inode stays and can carry the lock. A file system without locks is used without.
  static func hold<Value>(
    _ path: String, fallback: String, deadline: MonotonicInstant, _ body: () throws(SystemFailure) -> Value
  ) throws(SystemFailure) -> Value {
    var descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    let failure = SystemFailure("create \(path)")
    if descriptor < 0 { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
    if descriptor < 0 { descriptor = open(fallback, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw failure }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      if [ENOLCK, EOPNOTSUPP, ENOSYS, EINVAL].contains(code) { break }
      guard code == EWOULDBLOCK, MonotonicInstant.now() < deadline else {
        throw SystemFailure("lock \(path)", code: code)
      }
      var pause = timespec(tv_sec: 0, tv_nsec: 5_000_000)
      nanosleep(&pause, nil)
    }
    return try body()
  }
}
