import Glibc
package import Transport

/// An outbound proxy on loopback that asks for credentials and knows one address: whatever name is asked for, it
/// connects to 127.0.0.1.
package final class TestProxy: Sendable {
  package enum Kind: Sendable {
    case http
    /// Passes every request on to this loopback port, whatever address it names; a tunnel too.
    case relay(to: Int)
    /// The same over SOCKS.
    case socksRelay(to: Int)
    /// Answers each request with this status.
    case refusing(Int)
    case socks
  }

  /// "user:pass", as HTTP and as the name and password fields of SOCKS (RFC 1929).
  private static let basic = "Basic dXNlcjpwYXNz"
  private static let socksLogin: [UInt8] = [1, 4] + Array("user".utf8) + [4] + Array("pass".utf8)

  /// The request lines, or the hosts asked for over SOCKS.
  package let requests = Lock<[String]>([])
  /// The first head of each connection to an HTTP proxy, with what is meant for the proxy alone.
  package let heads = Lock<[String]>([])
  private let server: RawServer

  package var port: Int { server.port }

  package init(_ kind: Kind) throws {
    let requests = requests
    let heads = heads
    server = try RawServer { connection in
      switch kind {
      case .refusing(let status):
        let line = RawServer.readHead(connection).prefix { $0 != "\r\n" }
        requests.withLock { $0.append(String(line)) }
        RawServer.write(connection, "HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n")
      case .http:
        Self.serveHTTP(connection, requests, heads)
      case .relay(let port): Self.relay(connection, to: port, requests)
      case .socks: Self.serveSOCKS(connection, requests)
      case .socksRelay(let port): Self.serveSOCKS(connection, to: port, requests)
      }
    }
  }

  private static func serveHTTP(_ connection: Int32, _ requests: Lock<[String]>, _ heads: Lock<[String]>) {
    let head = RawServer.readHead(connection)
    heads.withLock { $0.append(head) }
    let line = String(head.prefix { $0 != "\r\n" })
    guard !line.isEmpty else { return }
    requests.withLock { $0.append(line) }
    guard head.lowercased().contains("proxy-authorization: \(basic.lowercased())\r\n") else {
      RawServer.write(
        connection, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n")
      return
    }
    let target = line.split(separator: " ")[1]
    guard line.hasPrefix("CONNECT ") else {
      RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nforwarded")
      return
    }
    let upstream = RawServer.connect(port: Int(target.split(separator: ":")[1]) ?? 0)
    RawServer.write(connection, "HTTP/1.1 200 Connected\r\n\r\n")
    pump(connection, upstream)
  }

  /// Looks at the first request of a connection; the others follow it on the same way.
  private static func relay(_ connection: Int32, to port: Int, _ requests: Lock<[String]>) {
    let head = RawServer.readHead(connection)
    guard !head.isEmpty else { return }
    let line = String(head.prefix { $0 != "\r\n" })
    requests.withLock { $0.append(line) }
    guard head.lowercased().contains("proxy-authorization: \(basic.lowercased())\r\n") else {
      RawServer.write(
        connection, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n")
      return
    }
    let upstream = RawServer.connect(port: port)
    if line.hasPrefix("CONNECT ") {
      RawServer.write(connection, "HTTP/1.1 200 Connected\r\n\r\n")
    } else {
      RawServer.write(upstream, head)
    }
    pump(connection, upstream)
  }

  /// RFC 1928 and RFC 1929, as far as one client needs them.
  private static func serveSOCKS(_ connection: Int32, to fixed: Int? = nil, _ requests: Lock<[String]>) {
    let greeting = RawServer.read(connection, count: 2)
    guard greeting.count == 2 else { return }
    let methods = RawServer.read(connection, count: Int(greeting[1]))
    guard methods.contains(2) else {
      RawServer.write(connection, [5, 255])
      return
    }
    RawServer.write(connection, [5, 2])
    guard RawServer.read(connection, count: socksLogin.count) == socksLogin else {
      RawServer.write(connection, [1, 1])
      return
    }
    RawServer.write(connection, [1, 0])
    let request = RawServer.read(connection, count: 4)
    guard request.count == 4 else { return }
    let host: String
    if request[3] == 3 {
      let length = RawServer.read(connection, count: 1)
      host = String(decoding: RawServer.read(connection, count: Int(length[0])), as: UTF8.self)
    } else {
      host = RawServer.read(connection, count: request[3] == 1 ? 4 : 16).map(String.init).joined(separator: ".")
    }
    let port = RawServer.read(connection, count: 2)
    requests.withLock { $0.append(host) }
    let upstream = RawServer.connect(port: fixed ?? Int(port[0]) << 8 | Int(port[1]))
    RawServer.write(connection, [5, upstream < 0 ? 5 : 0, 0, 1, 0, 0, 0, 0, 0, 0])
    pump(connection, upstream)
  }

  /// Carries bytes both ways until one side closes.
  private static func pump(_ one: Int32, _ other: Int32) {
    guard other >= 0 else { return }
    defer { close(other) }
    var ready = [
      pollfd(fd: one, events: Int16(POLLIN), revents: 0), pollfd(fd: other, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 16384)
    while poll(&ready, 2, -1) > 0 {
      for (from, to) in [(0, 1), (1, 0)] where ready[from].revents != 0 {
        let count = recv(ready[from].fd, &buffer, buffer.count, 0)
        guard count > 0, RawServer.write(ready[to].fd, buffer[..<count]) else { return }
      }
    }
  }
}
