internal import Glibc
internal import Server
internal import Transport

extension GeminiProxy {
  /// How often the status is written anew where no watchdog asks for more.
  private static let statusInterval = Duration.seconds(10)

  /// Runs `body` and, while it runs, tells the service manager that the proxy serves and that every event loop still answers.
  package func reporting(to manager: SystemdNotifier?, _ body: () async throws -> Void) async throws {
    guard let manager else { return try await body() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.report(to: manager) }
      defer { group.cancelAll() }
      try await body()
    }
  }

  private func report(to manager: SystemdNotifier) async {
    // Twice in the manager's time, as sd_watchdog_enabled(3) advises.
    let interval = manager.watchdog.map { min($0 / 2, Self.statusInterval) } ?? Self.statusInterval
    var told = ""
    var isReady = false
    while !Task.isCancelled {
      // A loop that hangs does not answer here, so the watchdog goes unfed.
      _ = await snapshots()
      let status = "STATUS=\(statusLine)"
      var lines: [String] = []
      if !isReady { lines.append("READY=1") }
      if status != told { lines.append(status) }
      if manager.watchdog != nil { lines.append("WATCHDOG=1") }
      if !lines.isEmpty { manager.send(lines.joined(separator: "\n")) }
      (isReady, told) = (true, status)
      try? await Task.sleep(for: interval)
    }
  }

  private var statusLine: String {
    let counts = "\(Self.count(load.requestCount, "request")), \(Self.count(load.connectionCount, "connection"))"
    return load.isDraining ? "draining: \(counts)" : "serving \(baseURL): \(counts)"
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}

extension SystemdNotifier {
  /// Says that the configuration is being read again; `READY=1` says that it has been.
  package func sendReloading() {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    let microseconds = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    send("RELOADING=1", "MONOTONIC_USEC=\(microseconds)")
  }
}
