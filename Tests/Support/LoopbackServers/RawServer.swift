import Glibc
import Transport

/// A TCP server that answers each connection with a script of raw socket calls: for faults no HTTP server makes.
package final class RawServer: Sendable {
  package struct Failure: Error {
    package var code: Int32

    package init(code: Int32) {
      self.code = code
    }
  }

  package let port: Int
  private let descriptor: Int32
  private let script: Script

  package var url: String { "http://127.0.0.1:\(port)/" }
  /// Connections accepted so far.
  package var accepted: Int { script.accepted.withLock { $0 } }

  /// `script` gets each accepted connection on a thread of its own; the connection is closed when it returns.
  package init(backlog: Int32 = 1024, _ script: @escaping @Sendable (Int32) -> Void) throws {
    (descriptor, port) = try Self.listen(backlog: backlog)
    self.script = Script(listener: descriptor, body: script)
    startThread(Unmanaged.passRetained(self.script).toOpaque(), acceptRaw)
  }

  deinit {
    // Ends `accept`; the thread closes the descriptor, so that it never accepts on one that has been reused.
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// A listening socket on a loopback port, a free one unless named.
  ///
  /// Closed on exec, as every descriptor here: a program that another test starts at this moment would keep it open.
  package static func listen(backlog: Int32, port: Int = 0) throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = loopback(port: port)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) | Glibc.listen(descriptor, backlog)
          | getsockname(descriptor, address, &length)
      }
    }
    guard code == 0 else {
      defer { close(descriptor) }
      throw Failure(code: errno)
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// A connection to a loopback port; negative if nobody listens.
  package static func connect(port: Int, flags: Int32 = 0) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue) | flags, 0)
    var address = loopback(port: port)
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 || errno == EINPROGRESS else {
      close(descriptor)
      return -1
    }
    return descriptor
  }

  private static func loopback(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    return address
  }

  /// Reads until the blank line after a request's head; empty if the connection ends before.
  package static func readHead(_ connection: Int32) -> String {
    let end: [UInt8] = [13, 10, 13, 10]
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      // Looks first, so that what follows the head stays in the socket.
      let seen = recv(connection, &buffer, buffer.count, Int32(MSG_PEEK))
      guard seen > 0 else { return "" }
      let before = bytes.count
      bytes.append(contentsOf: buffer[..<seen])
      var start = max(0, before - 3)
      while start + 4 <= bytes.count, !bytes[start..<start + 4].elementsEqual(end) { start += 1 }
      let found = start + 4 <= bytes.count
      if found { bytes.removeSubrange((start + 4)...) }
      guard recv(connection, &buffer, bytes.count - before, 0) == bytes.count - before else { return "" }
      if found { return String(decoding: bytes, as: UTF8.self) }
    }
  }

  package static func read(_ connection: Int32, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while bytes.count < count {
      let got = recv(connection, &buffer, min(buffer.count, count - bytes.count), 0)
      guard got > 0 else { break }
      bytes.append(contentsOf: buffer[..<got])
    }
    return bytes
  }

  @discardableResult
  package static func write(_ connection: Int32, _ text: String) -> Bool {
    write(connection, Array(text.utf8))
  }

  /// False once the peer has gone.
  @discardableResult
  package static func write(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
    write(connection, bytes[...])
  }

  @discardableResult
  package static func write(_ connection: Int32, _ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let sent = send(
          connection, bytes.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
        guard sent > 0 else { return false }
        offset += sent
      }
      return true
    }
  }

  /// Blocks until the peer closes.
  package static func waitForClose(_ connection: Int32) {
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) > 0 {}
  }
}

private final class Script: Sendable {
  let listener: Int32
  let body: @Sendable (Int32) -> Void
  let accepted = Lock(0)

  init(listener: Int32, body: @escaping @Sendable (Int32) -> Void) {
    self.listener = listener
    self.body = body
  }
}

private final class Connection: Sendable {
  let script: Script
  let descriptor: Int32

  init(script: Script, descriptor: Int32) {
    self.script = script
    self.descriptor = descriptor
  }
}

/// Small stacks: some tests have a thousand connections.
private func startThread(
  _ context: UnsafeMutableRawPointer,
  _ body: @escaping @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
) {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 256 * 1024)
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  var thread = pthread_t()
  precondition(pthread_create(&thread, &attributes, body, context) == 0)
  pthread_attr_destroy(&attributes)
}

private func acceptRaw(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let script = Unmanaged<Script>.fromOpaque(context).takeRetainedValue()
  while true {
    let descriptor = accept(script.listener, nil, nil)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    guard descriptor >= 0 else {
      close(script.listener)
      return nil
    }
    script.accepted.withLock { $0 += 1 }
    let connection = Connection(script: script, descriptor: descriptor)
    startThread(Unmanaged.passRetained(connection).toOpaque(), serveRaw)
  }
}

private func serveRaw(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let connection = Unmanaged<Connection>.fromOpaque(context).takeRetainedValue()
  connection.script.body(connection.descriptor)
  close(connection.descriptor)
  return nil
}

/// Lets other threads run; for threads that have nothing to suspend.
package func yieldThread() { sched_yield() }
