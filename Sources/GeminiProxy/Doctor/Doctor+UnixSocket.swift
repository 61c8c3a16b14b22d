internal import CCurl
internal import Glibc
internal import Transport

extension Doctor {
  /// How long a listener on this machine may be silent, in milliseconds.
  private static let localPatience: Int32 = 2000

  /// Whether a Unix socket can be made at `path`, or is this proxy's already; leaves all that is there. Blocks.
  static func checkUnixSocket(_ path: String) -> DoctorFinding {
    func failed(_ message: String, _ advice: String) -> DoctorFinding {
      DoctorFinding("port", .failed, "unix:\(path) \(message)", advice: advice)
    }
    guard path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
      return failed("is too long; 107 bytes are the most", "Set host to a shorter path.")
    }
    var facts = stat()
    guard lstat(path, &facts) == 0 else {
      let code = errno
      guard code == ENOENT else {
        return failed("cannot be used: \(describeSystemError(code))", "Set host to another path.")
      }
      let folder = StateFileSystem.folder(of: path)
      guard StateFileSystem.status(folder) != nil else {
        return failed("has no folder to be in", "Make the folder: mkdir -p \(folder)")
      }
      guard access(folder, W_OK | X_OK) == 0 else {
        return failed("is in a folder that cannot be written", "Make \(folder) writable, or set host to another path.")
      }
      return DoctorFinding("port", .ok, "unix:\(path) is free")
    }
    guard facts.st_mode & S_IFMT == S_IFSOCK else {
      return failed("is something that is no socket", "Set host to another path, or remove it yourself.")
    }
    let (code, answer) = askHealth(at: path)
    switch code {
    // Where too many wait already, nobody is let in.
    case 0, EAGAIN:
      guard let version = runningVersion(in: answer) else {
        return failed("is in use by another program", "End it, or set host to another path.")
      }
      return DoctorFinding("port", .ok, "gemini-proxy \(version) is running at unix:\(path)")
    case ECONNREFUSED:
      return DoctorFinding("port", .ok, "unix:\(path) is left from a program that is gone, and will be replaced")
    default:
      return failed("cannot be connected to: \(describeSystemError(code))", "Set host to another path.")
    }
  }

  /// What a listener says of its health, head and body; with the number of the error where it could not be asked.
  private static func askHealth(at path: String) -> (code: Int32, answer: [UInt8]) {
    let descriptor = socket(AF_UNIX, ccurl_stream_socket, 0)
    guard descriptor >= 0 else { return (errno, []) }
    defer { close(descriptor) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { return (errno, []) }
    let request = Array("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
    _ = send(descriptor, request, request.count, ccurl_send_flags)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    // A stranger may say little and slowly.
    for _ in 0..<8 {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, localPatience) > 0 else { break }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      answer.append(contentsOf: buffer[..<count])
    }
    return (0, answer)
  }

  private static func runningVersion(in answer: [UInt8]) -> String? {
    guard answer.starts(with: "HTTP/1.1 200 ".utf8), let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else {
      return nil
    }
    return HealthAnswer.version(in: Array(answer[end.upperBound...]))
  }
}
