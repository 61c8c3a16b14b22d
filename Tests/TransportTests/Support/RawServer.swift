import Glibc
import Transport

/// A TCP server of one thread that answers each connection with a script of raw socket calls: for faults no HTTP server makes.
final class RawServer: @unchecked Sendable {  // `descriptor` and `port` are written before the thread starts
  struct Failure: Error {
    var code: Int32
  }

  let port: Int
  private let descriptor: Int32

  var url: String { "http://127.0.0.1:\(port)/" }

  /// `script` gets each accepted connection, one at a time; the connection is closed when it returns.
  init(_ script: @escaping @Sendable (Int32) -> Void) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = descriptor
    let code = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) | listen(listener, 64) | getsockname(listener, address, &length)
      }
    }
    guard code == 0 else { throw Failure(code: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Script(listener: listener, body: script)).toOpaque()
    pthread_create(&thread, nil, serveRaw, context)
    pthread_detach(thread)
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// Reads until the blank line after a request's head.
  static func readHead(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]), recv(connection, &byte, 1, 0) == 1 { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func read(_ connection: Int32, count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while bytes.count < count {
      let got = recv(connection, &buffer, min(buffer.count, count - bytes.count), 0)
      guard got > 0 else { break }
      bytes.append(contentsOf: buffer[..<got])
    }
    return bytes
  }

  static func write(_ connection: Int32, _ text: String) {
    write(connection, Array(text.utf8))
  }

  static func write(_ connection: Int32, _ bytes: [UInt8]) {
    var offset = 0
    while offset < bytes.count {
      let sent = bytes.withUnsafeBytes {
        send(connection, $0.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return }
      offset += sent
    }
  }

  /// Blocks until the peer closes.
  static func waitForClose(_ connection: Int32) {
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) > 0 {}
  }
}

private final class Script: Sendable {
  let listener: Int32
  let body: @Sendable (Int32) -> Void

  init(listener: Int32, body: @escaping @Sendable (Int32) -> Void) {
    self.listener = listener
    self.body = body
  }
}

private func serveRaw(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let script = Unmanaged<Script>.fromOpaque(context).takeRetainedValue()
  while true {
    let connection = accept(script.listener, nil, nil)
    guard connection >= 0 else { return nil }
    script.body(connection)
    close(connection)
  }
}

/// Lets other threads run; for the raw server's own thread, which has nothing to suspend.
func yieldThread() { sched_yield() }
