internal import Glibc
internal import Server
internal import Transport

/// Where remembered signatures outlive the process: a log, and the one before it, so that old records go by themselves.
///
/// All of it blocks. Every operation holds the folder's lock, so two proxies may share a folder.
struct SignatureFile: Sendable {
  /// Past this size the log becomes the one before: together they always hold what the table in memory may.
  static let generationBytes = 64 << 20
  static let patience = Duration.seconds(10)

  let path: String
  private let generation: Int

  init(folder: String, generation: Int = generationBytes) {
    path = folder + "/signatures.db"
    self.generation = generation
  }

  private var older: String { path + ".old" }
  private var damaged: String { path + ".damaged" }

  /// Hands over every record, oldest first; returns what the operator should be told.
  func load(_ body: (SignatureRecord) -> Void) throws(SystemFailure) -> [String] {
    try locked { () throws(SystemFailure) in
      var notices: [String] = []
      for path in [older, path] {
        guard let contents = try read(path) else { continue }
        contents.records.forEach(body)
        if contents.isDamaged {
          notices.append("\(path) is damaged; it is kept as \(damaged), what can be read of it stays in use.")
          try setAside(path, keeping: contents)
        } else if contents.length < Int(StateFileSystem.status(path)?.st_size ?? 0) {
          // An append was interrupted: the next one must not follow half a record.
          guard truncate(path, off_t(contents.length)) == 0 else { throw SystemFailure("truncate \(path)") }
        }
      }
      return notices
    }
  }

  /// Adds records in the form of `SignatureLog`.
  ///
  /// Not waited for until they are on the disk: what a power failure loses, the bypass value stands in for.
  func append(_ records: [UInt8]) throws(SystemFailure) {
    try locked { () throws(SystemFailure) in
      if let status = StateFileSystem.status(path), Int(status.st_size) + records.count > generation {
        guard rename(path, older) == 0 else { throw SystemFailure("rename \(path)") }
      }
      try StateFileSystem.append(path, records, head: SignatureLog.head)
    }
  }

  private func read(_ path: String) throws(SystemFailure) -> SignatureLog.Contents? {
    switch StateFileSystem.read(path, limit: generation + (64 << 20)) {
    case .success(let bytes):
      chmod(path, 0o600)
      return SignatureLog.read(bytes)
    case .failure(let failure):
      guard failure.code == ENOENT else { throw failure }
      return nil
    }
  }

  /// Keeps a copy of the damaged file and writes the readable records anew; a crash in between loses neither.
  private func setAside(_ path: String, keeping contents: SignatureLog.Contents) throws(SystemFailure) {
    var bytes = SignatureLog.head
    for record in contents.records { SignatureLog.append(record, to: &bytes) }
    let temporary = path + ".tmp"
    unlink(temporary)
    try StateFileSystem.create(temporary, bytes)
    guard rename(path, damaged) == 0, rename(temporary, path) == 0 else {
      let failure = SystemFailure("rename \(path)")
      unlink(temporary)
      throw failure
    }
    StateFileSystem.synchronize(folder: StateFileSystem.folder(of: path))
  }

  private func locked<Value>(_ body: () throws(SystemFailure) -> Value) throws(SystemFailure) -> Value {
    let lock = StateFileSystem.folder(of: path) + "/.gemini-proxy.lock"
    return try FileLock.hold(lock, fallback: path, deadline: .now() + Self.patience, body)
  }
}
