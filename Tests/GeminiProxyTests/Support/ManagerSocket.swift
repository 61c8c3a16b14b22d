import CCurl
import Glibc
import TestFolders
import Testing
import Transport

/// A service manager's notification socket, and what has been said to it.
final class ManagerSocket: Sendable {
  let path: String
  private let descriptor: Int32

  init(in folder: TemporaryFolder) throws {
    path = folder.file("notify")
    descriptor = socket(AF_UNIX, ccurl_datagram_socket, 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }

  deinit { close(descriptor) }

  /// The next message; nil if none comes in time.
  func next(within time: Duration = .seconds(20)) async -> String? {
    await BlockingExecutor.shared.run { [descriptor] in
      var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let milliseconds = time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000
      guard poll(&waited, 1, Int32(milliseconds)) == 1 else { return nil }
      let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
        count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The first message that has `line`, within 100 of them.
  func message(with line: String) async -> String? {
    for _ in 0..<100 {
      guard let message = await next() else { return nil }
      if message.split(separator: "\n").contains(Substring(line)) { return message }
    }
    return nil
  }
}
