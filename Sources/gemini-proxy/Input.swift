internal import Glibc
internal import Transport

/// Reads a file, or standard input, whole.
enum Input {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// As much as the server takes of a request.
  private static let maximumBytes = 128 << 20

  /// `path` nil or `-` for standard input.
  static func read(_ path: String?) async throws -> [UInt8] {
    try await BlockingExecutor.files { try readAtOnce(path) }
  }

  private static func readAtOnce(_ path: String?) throws -> [UInt8] {
    guard let path, path != "-" else { return try read(from: 0, name: "standard input") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(description: "\(path): \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    return try read(from: descriptor, name: path)
  }

  private static func read(from descriptor: Int32, name: String) throws -> [UInt8] {
    var whole: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Failure(description: "\(name): \(String(cString: strerror(errno)))") }
      if count == 0 { return whole }
      whole.append(contentsOf: buffer[..<count])
      guard whole.count <= maximumBytes else {
        throw Failure(description: "\(name) is longer than \(maximumBytes) bytes")
      }
    }
  }
}
