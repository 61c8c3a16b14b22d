import Glibc
import Transport

/// nghttpx in front of a plain server: TLS with HTTP/1.1 or HTTP/2, as the client negotiates.
final class TLSFront {
  let port: Int
  private let process: Subprocess

  var url: String { "https://localhost:\(port)/" }

  /// With `isForwardProxy` the back end is an HTTP proxy, which makes this an https one.
  init(
    to backend: Int, _ certificates: TestCertificates, _ kind: TestCertificates.Kind = .good,
    isForwardProxy: Bool = false
  ) throws {
    let (descriptor, port) = try RawServer.listen(backlog: 1)
    close(descriptor)
    self.port = port
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
      yieldThread()
    }
  }
}
