package import Glibc

/// A folder that goes away with the test.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array("\(parent)/gemini-proxy-test-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "."
  }

  deinit {
    remove()
  }

  /// Removes it at once, for those that nothing deallocates.
  package func remove() {
    remove(path)
  }

  package func file(_ name: String) -> String { path + "/" + name }

  package func write(_ name: String, _ text: String, mode: mode_t = 0o600) {
    guard let file = fopen(file(name), "w") else { return }
    fputs(text, file)
    fclose(file)
    chmod(self.file(name), mode)
  }

  package func read(_ name: String) -> String? {
    bytes(name).map { String(decoding: $0, as: UTF8.self) }
  }

  package func bytes(_ name: String) -> [UInt8]? {
    guard let file = fopen(file(name), "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return bytes
  }

  package func mode(_ name: String) -> mode_t {
    var status = stat()
    return stat(file(name), &status) == 0 ? status.st_mode & 0o777 : 0
  }

  /// The names in it, the lock's left out, sorted.
  package var names: [String] { Self.names(in: path).filter { $0 != ".gemini-proxy.lock" } }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private func remove(_ folder: String) {
    chmod(folder, 0o700)
    for name in Self.names(in: folder) {
      let path = folder + "/" + name
      if unlink(path) != 0 { remove(path) }
    }
    rmdir(folder)
  }
}
