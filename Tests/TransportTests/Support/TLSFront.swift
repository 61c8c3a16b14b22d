import Glibc
import LoopbackServers
import Transport

/// nghttpx in front of a plain server: TLS with HTTP/1.1 or HTTP/2, as the client negotiates.
final class TLSFront: Sendable {
  let port: Int
  private let process: Subprocess

  var url: String { "https://localhost:\(port)/" }

  /// With `isForwardProxy` the back end is an HTTP proxy, which makes this an https one.
  static func start(
    to backend: Int, _ certificates: TestCertificates, _ kind: TestCertificates.Kind = .good,
    isForwardProxy: Bool = false
  ) async throws -> TLSFront {
    try await testThreads.run {
      Result { try TLSFront(to: backend, certificates, kind, isForwardProxy: isForwardProxy) }
    }.get()
  }

  private static let handedOut = Lock<Set<Int>>([])

  /// Below the range from which the kernel gives ports to those who ask for any, so that nobody takes it meanwhile.
  private static func freePort() -> Int {
    while true {
      let port = Int.random(in: 10_000..<30_000)
      guard handedOut.withLock({ $0.insert(port).inserted }) else { continue }
      guard let (descriptor, _) = try? RawServer.listen(backlog: 1, port: port) else { continue }
      close(descriptor)
      return port
    }
  }

  private init(
    to backend: Int, _ certificates: TestCertificates, _ kind: TestCertificates.Kind, isForwardProxy: Bool
  ) throws {
    port = Self.freePort()
    process = try Subprocess(
      [
        "nghttpx", "--conf=/dev/null", "--single-process", "--workers=1", "--no-ocsp",
        "--frontend=127.0.0.1,\(port)", "--backend=127.0.0.1,\(backend)", "--errorlog-file=/dev/null",
      ] + (isForwardProxy ? ["--http2-proxy"] : [])
        + [certificates.key(kind), certificates.certificate(kind)])
    let end = MonotonicInstant.now() + .seconds(20)
    while true {
      let connection = RawServer.connect(port: port)
      if connection >= 0 {
        close(connection)
        return
      }
      guard MonotonicInstant.now() < end else { throw RawServer.Failure(code: ETIMEDOUT) }
      poll(nil, 0, 5)
    }
  }
}
