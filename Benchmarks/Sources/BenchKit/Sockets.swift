import CLinux
import Glibc

/// TCP on 127.0.0.1, and nowhere else.
public enum Sockets {
  /// Listens on a port of 127.0.0.1 (0: any free one); returns the descriptor and the port.
  public static func listen(port: UInt16) throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = try make()
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = loopback(port)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    if bound < 0 || Glibc.listen(descriptor, 4096) < 0 {
      let failure = SystemFailure("listen on 127.0.0.1:\(port)")
      close(descriptor)
      throw failure
    }
    var length = size
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// Begins to connect to a port of 127.0.0.1.
  public static func connect(port: UInt16) throws -> Int32 {
    let descriptor = try make()
    noDelay(descriptor)
    var address = loopback(port)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
    }
    if result < 0, errno != EINPROGRESS {
      let failure = SystemFailure("connect to 127.0.0.1:\(port)")
      close(descriptor)
      throw failure
    }
    return descriptor
  }

  /// Takes one waiting connection, nil if there is none.
  public static func accept(_ listener: Int32) -> Int32? {
    let descriptor = bench_accept(listener)
    if descriptor < 0 { return nil }
    noDelay(descriptor)
    // Bounds what is under way on one connection, so that saturated streams advance together.
    var room: Int32 = 64 * 1024
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<Int32>.size))
    return descriptor
  }

  /// Why a connection attempt failed, 0 if it did not.
  public static func pendingError(_ descriptor: Int32) -> Int32 {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length)
    return code
  }

  /// Allows as many descriptors as the system lets us have; returns how many.
  @discardableResult
  public static func raiseDescriptorLimit() -> Int {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }

  private static func make() throws -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, type, 0)
    if descriptor < 0 { throw SystemFailure("socket") }
    return descriptor
  }

  private static func noDelay(_ descriptor: Int32) {
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }
}
