import BenchKit
import Foundation

/// gemini-proxy with one reactor.
final class ProxyServer: TargetServer {
  let port: UInt16
  private let child: Child

  var worker: Int32 { child.pid }

  private init(port: UInt16, child: Child) {
    self.port = port
    self.child = child
  }

  static func start(_ bench: Workbench) throws -> ProxyServer {
    let port = try bench.freePort()
    let path = bench.folder + "/proxy-\(port).json"
    let token: [String: String] = [
      "access_token": "bench", "token_type": "Bearer", "refresh_token": "r", "expiry": "2099-01-01T00:00:00Z",
    ]
    let settings: [String: Any] = [
      "host": "127.0.0.1",
      "port": Int(port),
      "api_keys": [bench.apiKey],
      "code_assist_endpoint": "http://127.0.0.1:\(bench.upstreamPort)",
      "project_id": "bench",
      "token_file": try JSONSerialization.data(withJSONObject: token).base64EncodedString(),
      "reactors": 1,
      // More than the idle streams of the largest scenario.
      "max_concurrent_requests": 12_000,
      "log_level": "warning",
    ]
    try JSONSerialization.data(withJSONObject: settings).write(to: URL(fileURLWithPath: path))
    let child = try bench.start("gemini-proxy", [bench.proxy, "serve", path], core: bench.testedCore, guarded: true)
    try bench.waitForAnswer(port: port, child: child)
    return ProxyServer(port: port, child: child)
  }

  var errors: String { child.errors() }

  func end() { child.end() }
}
