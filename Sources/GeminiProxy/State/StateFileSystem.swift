internal import Glibc

/// The few calls on files that configuration and state need. All of them block.
enum StateFileSystem {
  /// The whole of a file; `EFBIG` beyond `limit` bytes, `ETIMEDOUT` for a pipe that is silent for `patience` milliseconds.
  static func read(
    _ path: String, limit: Int = 16 << 20, patience: Int32 = 5000
  ) -> Result<[UInt8], SystemFailure> {
    // Opening a pipe would otherwise wait for a writer without end.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(SystemFailure("open \(path)")) }
    defer { close(descriptor) }
    guard isReadable(descriptor, within: patience) else {
      return .failure(SystemFailure("read \(path)", code: ETIMEDOUT))
    }
    var whole: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        guard isReadable(descriptor, within: patience) else {
          return .failure(SystemFailure("read \(path)", code: ETIMEDOUT))
        }
        continue
      }
      guard count >= 0 else { return .failure(SystemFailure("read \(path)")) }
      if count == 0 { return .success(whole) }
      whole.append(contentsOf: buffer[..<count])
      guard whole.count <= limit else { return .failure(SystemFailure("read \(path)", code: EFBIG)) }
    }
  }

  /// A regular file is readable at once, its end included.
  private static func isReadable(_ descriptor: Int32, within patience: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var ready: Int32
    repeat { ready = poll(&entry, 1, patience) } while ready < 0 && errno == EINTR
    return ready != 0
  }

  /// Writes a new file that only its owner can read, and waits until it is on the disk.
  static func create(_ path: String, _ bytes: [UInt8], owner: stat? = nil) throws(SystemFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemFailure("create \(path)") }
    defer { close(descriptor) }
    // Whoever owned the file goes on owning it, as far as this process may give files away.
    if let owner, owner.st_uid != geteuid() || owner.st_gid != getegid() {
      _ = fchown(descriptor, owner.st_uid, owner.st_gid)
    }
    do throws(SystemFailure) {
      try write(bytes, to: descriptor, name: path)
      guard fsync(descriptor) == 0 else { throw SystemFailure("fsync \(path)") }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Overwrites an existing file without replacing it.
  static func overwrite(_ path: String, _ bytes: [UInt8]) throws(SystemFailure) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
    defer { close(descriptor) }
    try write(bytes, to: descriptor, name: path)
    guard ftruncate(descriptor, off_t(bytes.count)) == 0, fsync(descriptor) == 0 else {
      throw SystemFailure("write \(path)")
    }
  }

  /// Adds to a file that only its owner can read, made with `head` in it if it is not there yet.
  static func append(_ path: String, _ bytes: [UInt8], head: [UInt8]) throws(SystemFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
    defer { close(descriptor) }
    var status = stat()
    let start = fstat(descriptor, &status) == 0 ? status.st_size : 0
    do throws(SystemFailure) {
      try write(start == 0 ? head + bytes : bytes, to: descriptor, name: path)
    } catch {
      // A full disk: half a record at the end would hide all that follow.
      ftruncate(descriptor, start)
      throw error
    }
  }

  /// Makes a rename in `folder` last.
  static func synchronize(folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    // Some file systems refuse; the rename itself has happened.
    fsync(descriptor)
    close(descriptor)
  }

  static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  /// Follows symbolic links to the file that is meant, also to one that does not exist yet.
  static func resolve(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count - 1)
      guard count > 0 else { break }
      let target = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = target.hasPrefix("/") ? target : folder(of: path) + "/" + target
    }
    return path
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The names in a folder, sorted; none where it cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names.sorted()
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(SystemFailure) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        return Glibc.write(descriptor, base + offset, buffer.count - offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemFailure("write \(name)") }
      offset += count
    }
  }
}
