import Glibc
import Simulator
import Testing
import Transport

/// One request over a plain socket: what a client library would hide, such as where one chunk ends and the next begins.
struct RawExchange {
  /// Everything that came, up to the end of the connection.
  let bytes: [UInt8]

  var head: String { String(decoding: bytes[..<headEnd], as: UTF8.self) }
  var status: Int { Int(head.split(separator: " ").dropFirst().first ?? "") ?? 0 }
  private var headEnd: Int { bytes.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound ?? bytes.count }

  /// The chunks of the body, and whether the last one, which is empty, came.
  var chunks: (all: [[UInt8]], isComplete: Bool) {
    var rest = bytes.dropFirst(headEnd + 4)
    var chunks: [[UInt8]] = []
    while let end = rest.firstIndex(of: 0x0A),
      let size = Int(String(decoding: rest[rest.startIndex..<end].dropLast(), as: UTF8.self), radix: 16)
    {
      if size == 0 { return (chunks, true) }
      let data = rest[(end + 1)...].prefix(size)
      chunks.append(Array(data))
      rest = rest.dropFirst(end + 1 - rest.startIndex + size + 2)
    }
    return (chunks, false)
  }

  var body: [UInt8] { chunks.all.flatMap { $0 } }

  /// A stream of server-sent events from Code Assist; waits at most ten seconds for any byte.
  static func stream(_ simulator: SimulatorService, model: String, text: String) async throws -> RawExchange {
    let json =
      #"{"model":"\#(model)","project":"p","request":{"contents":[{"role":"user","parts":[{"text":"Repeat: \#(text)"}]}]}}"#
    let request =
      "POST /v1internal:streamGenerateContent?alt=sse HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer simulated\r\n"
      + "Connection: close\r\nContent-Length: \(json.utf8.count)\r\n\r\n\(json)"
    let port = try #require(UInt16(simulator.baseURL.split(separator: ":").last ?? ""))
    let bytes = await BlockingExecutor.shared.run { exchange(Array(request.utf8), port: port) }
    return RawExchange(bytes: try #require(bytes))
  }

  private static func exchange(_ request: [UInt8], port: UInt16) -> [UInt8]? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
      return nil
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while received.count < 1 << 22 {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      received.append(contentsOf: buffer[..<count])
    }
    return received
  }
}
