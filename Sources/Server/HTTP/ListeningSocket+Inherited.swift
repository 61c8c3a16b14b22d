internal import CCurl
internal import Glibc
internal import Transport

extension ListeningSocket {
  /// The first descriptor that a service manager hands over.
  private static let firstInherited: Int32 = 3

  /// The descriptors that a service manager has opened for this process (`sd_listen_fds(3)`); empty where it has not.
  package static func inheritedDescriptors(environment: [String: String], processID: Int32) -> [Int32] {
    guard environment["LISTEN_PID"] == String(processID), let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }),
      (1...1024).contains(count)
    else { return [] }
    return Array(firstInherited..<(firstInherited + count))
  }

  /// Takes over descriptors that listen already, IPv4, IPv6 or Unix; whoever made them removes a Unix socket's path.
  package static func adopt(_ descriptors: [Int32]) throws(ListenError) -> [ListeningSocket] {
    var sockets: [ListeningSocket] = []
    for descriptor in descriptors { sockets.append(try adopt(descriptor)) }
    return sockets
  }

  private static func adopt(_ descriptor: Int32) throws(ListenError) -> ListeningSocket {
    func refusal(_ detail: String) -> ListenError {
      ListenError(
        address: .unix(path: "descriptor \(descriptor)"), operation: "adopt", code: 0,
        detail: "the socket handed over \(detail)")
    }
    var isListening: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening != 0 else {
      throw refusal("does not listen; set ListenStream in the unit")
    }
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let address = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw -> ListenAddress? in
        getsockname(descriptor, raw, &length) == 0 ? ListenAddress(raw, length) : nil
      }
    }
    guard let address else { throw refusal("is neither IPv4 nor IPv6 nor Unix") }
    return ListeningSocket(adopting: descriptor, address: address, isInherited: true)
  }
}
