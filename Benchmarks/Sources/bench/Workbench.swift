import BenchKit
import Foundation
import Glibc

/// The folder, the programs, the cores and the fake upstream that all scenarios share.
final class Workbench {
  let folder: String
  let nginx: String
  let proxy: String
  let apiKey = "gp-bench00000000000000000000000000"
  /// The core of the process under test, nil if it cannot be pinned.
  let testedCore: Int?
  /// The core of the load client and the upstream.
  let loadCore: Int?
  private(set) var upstreamPort: UInt16 = 0
  private let programs: String
  private let hasSetpriv: Bool
  private var upstream: Child?
  private var logs = 0

  init(folder: String, programs: String, nginx: String, proxy: String) throws {
    self.folder = folder
    self.programs = programs
    self.nginx = nginx
    self.proxy = proxy
    hasSetpriv = Self.find("setpriv") != nil
    let canPin = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 && Self.find("taskset") != nil
    testedCore = canPin ? 0 : nil
    loadCore = canPin ? 1 : nil
    let child = try start("bench-upstream", [programs + "/bench-upstream"], core: loadCore, guarded: false)
    guard let port = try child.readLine(seconds: 10).flatMap({ UInt16($0) }) else {
      throw BenchFailure("the fake upstream did not start\(child.errors())")
    }
    upstream = child
    upstreamPort = port
  }

  /// Ends what is left.
  func close() { upstream?.end() }

  /// The path of a program, nil if it is not installed.
  static func find(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders: [String] = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
    for folder in folders where access("\(folder)/\(name)", X_OK) == 0 {
      return "\(folder)/\(name)"
    }
    return nil
  }

  /// Starts a process, on a core if it can be pinned; a guarded one ends with the driver, whatever happens to that.
  func start(_ name: String, _ arguments: [String], core: Int?, guarded: Bool) throws -> Child {
    var line = arguments
    if let core { line = ["taskset", "-c", String(core)] + line }
    if guarded, hasSetpriv { line = ["setpriv", "--pdeathsig", "TERM"] + line }
    logs += 1
    return try Child(name, line, errorPath: "\(folder)/\(logs)-\(name).log")
  }

  /// A port nobody listens on.
  func freePort() throws -> UInt16 {
    let (descriptor, port) = try Sockets.listen(port: 0)
    Glibc.close(descriptor)
    return port
  }

  /// Asks for `/healthz` until there is any HTTP answer.
  func waitForAnswer(port: UInt16, child: Child, pause: UInt32 = 500) throws {
    let deadline = MonotonicClock.now() + 15_000_000_000
    while MonotonicClock.now() < deadline {
      if answers(port: port) { return }
      if !child.isRunning { throw BenchFailure("\(child.name) ended at once\(child.errors())") }
      usleep(pause)
    }
    throw BenchFailure("\(child.name) did not answer within 15 s\(child.errors())")
  }

  private func answers(port: UInt16) -> Bool {
    guard let descriptor = try? Sockets.connect(port: port) else { return false }
    defer { Glibc.close(descriptor) }
    var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&watched, 1, 1000) == 1, Sockets.pendingError(descriptor) == 0 else { return false }
    let request = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    guard send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count else { return false }
    watched.events = Int16(POLLIN)
    guard poll(&watched, 1, 2000) == 1 else { return false }
    var start = [UInt8](repeating: 0, count: 7)
    return recv(descriptor, &start, start.count, 0) == 7 && start == Array("HTTP/1.".utf8)
  }

  /// Runs the load client to its end.
  func load(_ arguments: [String], seconds: Int) throws -> LoadReport {
    let child = try startLoad(arguments + ["--deadline", String(seconds)])
    defer { child.end() }
    return try report(of: child, seconds: Double(seconds) + 20)
  }

  /// Starts the load client.
  func startLoad(_ arguments: [String]) throws -> Child {
    try start("bench-load", [programs + "/bench-load"] + arguments, core: loadCore, guarded: false)
  }

  /// What a load client has found when it is done.
  func report(of child: Child, seconds: Double) throws -> LoadReport {
    guard let answer = try child.readLine(seconds: seconds) else {
      _ = child.wait(seconds: 5)
      throw BenchFailure("the load client failed\(child.errors())")
    }
    return try JSONDecoder().decode(LoadReport.self, from: Data(answer.utf8))
  }
}
