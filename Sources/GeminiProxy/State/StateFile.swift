internal import Glibc
package import OAuth
internal import Transport

/// A file that is changed under a lock and replaced as a whole, so that a crash leaves the old or the new one.
package struct StateFile: Sendable {
  package struct Update: Sendable {
    package var bytes: [UInt8]
    /// Keep a copy of what stood there.
    package var keepsBackup: Bool

    package init(bytes: [UInt8], keepsBackup: Bool = false) {
      self.bytes = bytes
      self.keepsBackup = keepsBackup
    }
  }

  /// How long a save waits for the lock.
  static let patience = Duration.seconds(10)
  static let backupsKept = 3

  /// The file itself, symbolic links followed.
  package let path: String
  /// Called after the new file is on the disk and before it takes the old one's place.
  package var beforeRename: @Sendable () -> Void = {}
  package var now: @Sendable () -> UnixTime = { .now() }

  private let folder: String
  private let name: String

  package init(path: String) {
    self.path = StateFileSystem.resolve(path)
    folder = StateFileSystem.folder(of: self.path)
    name = StateFileSystem.name(of: self.path)
  }

  /// The contents; nil where there is no file.
  package func read() throws(SystemFailure) -> [UInt8]? {
    switch StateFileSystem.read(path) {
    case .success(let bytes): return bytes
    case .failure(let failure):
      if failure.code == ENOENT || failure.code == ENOTDIR { return nil }
      throw failure
    }
  }

  /// Re-reads the file under the lock and stores what `change` makes of it; nil leaves it alone.
  package func update<Failure: Error>(
    _ change: ([UInt8]?) throws(Failure) -> Update?
  ) throws(SystemFailure) -> Result<Void, Failure> {
    let deadline = MonotonicInstant.now() + Self.patience
    return try FileLock.hold(folder + "/.gemini-proxy.lock", fallback: path, deadline: deadline) {
      () throws(SystemFailure) in try replace(change)
    }
  }

  /// Does the same without a lock, for a file of another program's: that one knows of none.
  package func replace<Failure: Error>(
    _ change: ([UInt8]?) throws(Failure) -> Update?
  ) throws(SystemFailure) -> Result<Void, Failure> {
    let old = try read()
    let update: Update?
    do throws(Failure) {
      update = try change(old)
    } catch {
      return .failure(error)
    }
    if let update, update.bytes != old { try store(update, old: old) }
    return .success(())
  }

  /// Removes every backup: after a logout no token may stay behind.
  package func removeBackups() {
    for backup in backups { unlink(folder + "/" + backup) }
  }

  /// The newest backup; nil where there is none.
  package var newestBackup: String? { backups.last.map { folder + "/" + $0 } }

  /// Whether a save has a chance, asked without trying.
  package var isWritable: Bool { access(folder, W_OK | X_OK) == 0 || access(path, W_OK) == 0 }

  /// Who besides its owner could read a file.
  package enum Readers: Sendable {
    case owner
    /// Others could; now the mode is 0600.
    case othersUntilNow
    /// Others can, and the mode cannot be changed.
    case others
  }

  /// Sets the mode to 0600 where others may read.
  package func closeToOthers() -> Readers {
    guard let status = StateFileSystem.status(path), status.st_mode & 0o077 != 0 else { return .owner }
    return chmod(path, 0o600) == 0 ? .othersUntilNow : .others
  }

  private func store(_ update: Update, old: [UInt8]?) throws(SystemFailure) {
    removeLeftovers()
    if update.keepsBackup, let old { try? backUp(old) }
    let temporary = "\(folder)/.\(name).\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
    do throws(SystemFailure) {
      try StateFileSystem.create(temporary, update.bytes, owner: StateFileSystem.status(path))
      beforeRename()
      if rename(temporary, path) != 0 {
        let failure = SystemFailure("rename \(temporary)")
        unlink(temporary)
        throw failure
      }
      StateFileSystem.synchronize(folder: folder)
    } catch {
      guard let old, error.isReadOnly || error.isMountPoint else { throw error }
      // Overwriting is not atomic: the copy is what a crash in the middle leaves to go back to.
      if !update.keepsBackup { try? backUp(old) }
      try StateFileSystem.overwrite(path, update.bytes)
      chmod(path, 0o600)
    }
  }

  private func backUp(_ bytes: [UInt8]) throws(SystemFailure) {
    let stem = "\(folder)/\(name).\(now().compact)"
    var candidate = stem + ".bak"
    for number in 1...9 where StateFileSystem.status(candidate) != nil { candidate = "\(stem)-\(number).bak" }
    try StateFileSystem.create(candidate, bytes, owner: StateFileSystem.status(path))
    for surplus in backups.dropLast(Self.backupsKept) { unlink(folder + "/" + surplus) }
  }

  /// Oldest first: the names sort by time.
  private var backups: [String] {
    StateFileSystem.names(in: folder)
      .filter { $0.hasPrefix(name + ".") && $0.hasSuffix(".bak") }
      .sorted { $0.dropLast(4) < $1.dropLast(4) }
  }

  /// Half-written files of processes that were killed; under the lock nobody else's can be in use.
  private func removeLeftovers() {
    for leftover in StateFileSystem.names(in: folder)
    where leftover.hasPrefix(".\(name).") && leftover.hasSuffix(".tmp") {
      unlink(folder + "/" + leftover)
    }
  }
}
