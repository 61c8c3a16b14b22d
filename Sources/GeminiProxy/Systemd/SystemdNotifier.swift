internal import CCurl
internal import Glibc

/// Speaks to the service manager that started the process, as sd_notify(3) describes: one datagram a message, never waited for.
package struct SystemdNotifier: Sendable {
  /// Silence after which the manager takes the process for hung, from `WATCHDOG_USEC`; nil where it does not watch.
  package let watchdog: Duration?
  /// The socket's path; a leading NUL marks an abstract name.
  private let path: [UInt8]

  /// Nil where no manager wants to be told, or where the message would be another process's.
  package init?(environment: [String: String], processID: Int32) {
    guard let name = environment["NOTIFY_SOCKET"], name.utf8.count > 1,
      name.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
    else { return nil }
    switch name.utf8.first {
    case UInt8(ascii: "/"): path = Array(name.utf8)
    case UInt8(ascii: "@"): path = [0] + name.utf8.dropFirst()
    default: return nil
    }
    let watchedProcess = environment["WATCHDOG_PID"].flatMap(Int32.init)
    let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init) ?? 0
    let isWatched = microseconds > 0 && (watchedProcess ?? processID) == processID
    watchdog = isWatched ? .microseconds(microseconds) : nil
  }

  /// Sends `lines`, each a `NAME=value`. A manager that does not listen costs nothing but the message.
  package func send(_ lines: String...) {
    let descriptor = socket(AF_UNIX, ccurl_datagram_socket, 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    let message = Array(lines.joined(separator: "\n").utf8)
    withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(descriptor, message, message.count, ccurl_send_flags, $0, length)
      }
    }
  }
}
