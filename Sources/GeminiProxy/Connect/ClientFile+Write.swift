internal import Glibc

extension ClientFile {
  /// What became of a file.
  package struct Written: Sendable, Equatable {
    package var isChanged = false
    /// The copy of what stood there; nil where nothing did, or nothing was changed.
    package var backup: String?
  }

  /// Merges the settings into the file at `path`, which then only its owner can read: there is a key in it.
  package func write(to path: String) throws(SystemFailure) -> Result<Written, SettingsConflict> {
    let file = StateFile(path: path)
    try Self.makeFolder(of: file.path)
    var written = Written()
    var hadContents = false
    let outcome = try file.replace { old throws(SettingsConflict) -> StateFile.Update? in
      let bytes = try merged(into: old ?? [])
      written.isChanged = bytes != old
      hadContents = old != nil
      return StateFile.Update(bytes: bytes, keepsBackup: true)
    }
    if case .failure(let conflict) = outcome { return .failure(conflict) }
    _ = file.closeToOthers()
    if written.isChanged, hadContents { written.backup = file.newestBackup }
    return .success(written)
  }

  private static func makeFolder(of path: String) throws(SystemFailure) {
    let folder = StateFileSystem.folder(of: path)
    if StateFileSystem.status(folder) != nil { return }
    try makeFolder(of: folder)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw SystemFailure("create \(folder)") }
  }
}
