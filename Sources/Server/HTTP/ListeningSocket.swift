internal import CCurl
internal import Glibc
internal import Transport

/// A bound and listening descriptor, made once and shared by every reactor's epoll set.
package final class ListeningSocket: Sendable {
  package let descriptor: Int32
  /// The port in use, which differs from the asked one if that was 0; 0 for a Unix socket.
  package let port: Int
  package let address: ListenAddress
  /// Somebody else holds it too, who goes on accepting when this process has closed it.
  let isInherited: Bool
  /// A path that was made with the socket and goes with it.
  private let ownPath: String?

  /// Takes over a descriptor that is already listening.
  init(adopting descriptor: Int32, address: ListenAddress, ownPath: String? = nil, isInherited: Bool = false) {
    self.descriptor = descriptor
    self.address = address
    self.isInherited = isInherited
    self.ownPath = ownPath
    port = Self.boundPort(of: descriptor)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    // In this order: whoever finds the path gone can be sure that nobody listens there any more.
    close(descriptor)
    if let ownPath { unlink(ownPath) }
  }

  /// Resolves, binds and listens; one socket for each address the host name stands for. Blocks for the look-up.
  package static func listen(on address: ListenAddress) throws(ListenError) -> [ListeningSocket] {
    switch address {
    case .tcp(let host, let port): try listenTCP(address, host, port)
    case .unix(let path): [try listenUnix(address, path)]
    }
  }

  /// How often another free port is tried because the one found for one address is taken on the next.
  private static let attemptsForFreePort = 16

  private static func listenTCP(
    _ address: ListenAddress, _ host: String, _ port: Int
  ) throws(ListenError) -> [ListeningSocket] {
    for _ in 1..<attemptsForFreePort where port == 0 {
      do throws(ListenError) {
        return try listenOnce(address, host, port)
      } catch {
        if !error.isAddressInUse { throw error }
      }
    }
    return try listenOnce(address, host, port)
  }

  private static func listenOnce(
    _ address: ListenAddress, _ host: String, _ port: Int
  ) throws(ListenError) -> [ListeningSocket] {
    // Clients try either address for this name, and what /etc/hosts says of it differs from machine to machine.
    let hosts = host == "localhost" ? ["127.0.0.1", "::1"] : [host]
    var sockets: [ListeningSocket] = []
    var lastError: ListenError?
    for host in hosts {
      do throws(ListenError) {
        // Every address of the name gets the port that the first one was given.
        sockets += try bindAll(address, host, port: sockets.first?.port ?? port)
      } catch {
        if error.isAddressInUse { throw error }
        // A machine without IPv6.
        lastError = error
      }
    }
    if sockets.isEmpty, let lastError { throw lastError }
    return sockets
  }

  private static func bindAll(
    _ address: ListenAddress, _ host: String, port: Int
  ) throws(ListenError) -> [ListeningSocket] {
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    hints.ai_socktype = ccurl_stream_type
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host.isEmpty ? nil : host, String(port), &hints, &list)
    guard code == 0, list != nil else {
      throw ListenError(
        address: address, operation: "getaddrinfo", code: 0, detail: String(cString: gai_strerror(code)))
    }
    defer { freeaddrinfo(list) }
    var sockets: [ListeningSocket] = []
    var bound: Set<ListenAddress> = []
    var lastError: ListenError?
    var next = list
    while let info = next?.pointee {
      next = info.ai_next
      // A name may stand for the same address twice.
      if let numeric = ListenAddress(info.ai_addr, info.ai_addrlen), !bound.insert(numeric).inserted { continue }
      do throws(ListenError) {
        sockets.append(try bindTCP(address, info, port: sockets.first?.port ?? port))
      } catch {
        if error.isAddressInUse { throw error }
        lastError = error
      }
    }
    if sockets.isEmpty, let lastError { throw lastError }
    return sockets
  }

  private static func bindTCP(
    _ address: ListenAddress, _ info: addrinfo, port: Int
  ) throws(ListenError) -> ListeningSocket {
    let descriptor = socket(info.ai_family, ccurl_stream_socket, 0)
    guard descriptor >= 0 else { throw failure(address, "socket") }
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // No SO_REUSEPORT: a second process on the same port would be accepted silently.
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
    if info.ai_family == AF_INET6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), ccurl_ipv6_only, &on, size) }
    var storage = sockaddr_storage()
    let bound: Int32 = withUnsafeMutableBytes(of: &storage) { bytes in
      guard let source = info.ai_addr, let base = bytes.baseAddress else { return -1 }
      memcpy(base, source, Int(info.ai_addrlen))
      // The port is at the same place in the IPv4 and the IPv6 form.
      bytes.storeBytes(of: UInt16(truncatingIfNeeded: port).bigEndian, toByteOffset: 2, as: UInt16.self)
      return bind(descriptor, base.assumingMemoryBound(to: sockaddr.self), info.ai_addrlen)
    }
    guard bound == 0, Glibc.listen(descriptor, 4096) == 0 else {
      let error = failure(address, "bind")
      close(descriptor)
      throw error
    }
    return ListeningSocket(adopting: descriptor, address: address)
  }

  private static func listenUnix(_ address: ListenAddress, _ path: String) throws(ListenError) -> ListeningSocket {
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: name.sun_path) else {
      throw ListenError(
        address: address, operation: "bind", code: ENAMETOOLONG, detail: "the path is too long; 107 bytes are the most")
    }
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = socket(AF_UNIX, ccurl_stream_socket, 0)
    guard descriptor >= 0 else { throw failure(address, "socket") }
    func call(_ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
      withUnsafePointer(to: &name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
    var bound = call { bind($0, $1, $2) }
    if bound != 0, errno == EADDRINUSE {
      if !isSocket(path) {
        errno = EEXIST
      } else if call({ connect($0, $1, $2) }) != 0, errno == ECONNREFUSED {
        // Left behind by a process that is gone: nobody answers there.
        unlink(path)
        bound = call { bind($0, $1, $2) }
      } else {
        errno = EADDRINUSE
      }
    }
    guard bound == 0, Glibc.listen(descriptor, 4096) == 0 else {
      let error = failure(address, "bind")
      close(descriptor)
      throw error
    }
    return ListeningSocket(adopting: descriptor, address: address, ownPath: path)
  }

  private static func isSocket(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFSOCK
  }

  private static func failure(_ address: ListenAddress, _ operation: String) -> ListenError {
    let code = errno
    return ListenError(address: address, operation: operation, code: code, detail: describeSystemError(code))
  }

  private static func boundPort(of descriptor: Int32) -> Int {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutableBytes(of: &storage) { bytes in
      guard let base = bytes.baseAddress,
        getsockname(descriptor, base.assumingMemoryBound(to: sockaddr.self), &length) == 0
      else { return 0 }
      let family = Int32(bytes.load(as: sa_family_t.self))
      guard family == AF_INET || family == AF_INET6 else { return 0 }
      return Int(UInt16(bigEndian: bytes.load(fromByteOffset: 2, as: UInt16.self)))
    }
  }
}
