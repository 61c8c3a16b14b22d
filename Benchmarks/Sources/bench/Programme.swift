import BenchKit
import Foundation
import Glibc

/// Runs scenarios: all targets of a round one after the other, in an order that changes from round to round, so that
/// what else the machine does hits them alike.
final class Programme {
  let bench: Workbench
  let targets: [Target]
  let rounds: Int
  let isQuick: Bool
  private let countsSyscalls: Bool

  init(bench: Workbench, targets: [Target], rounds: Int, isQuick: Bool, countsSyscalls: Bool) {
    self.bench = bench
    self.targets = targets
    self.rounds = rounds
    self.isQuick = isQuick
    self.countsSyscalls = countsSyscalls
  }

  /// Runs one scenario.
  func run(_ scenario: Scenario) throws -> ScenarioResult {
    Console.progress("\n\(scenario.name): \(scenario.summary)")
    switch scenario.kind {
    case .streams, .answers: return try runLoad(scenario)
    case .largeBodies: return try runLargeBodies(scenario)
    case .idleMemory: return try runIdle(scenario)
    case .startUp: return try runStartUp(scenario)
    }
  }

  // MARK: - Events and answers

  private func runLoad(_ scenario: Scenario) throws -> ScenarioResult {
    var servers: [Target: any TargetServer] = [:]
    defer { servers.values.forEach { $0.end() } }
    for target in targets { servers[target] = try start(target) }

    // Connections, caches and allocators are warm before anything counts.
    for target in targets { _ = try load(scenario, target, servers[target], share: 0.1) }

    var reports: [Target: [LoadReport]] = [:]
    for round in 0..<rounds {
      for index in targets.indices {
        let target = targets[(index + round) % targets.count]
        let report = try load(scenario, target, servers[target], share: 1)
        reports[target, default: []].append(report)
        Console.progress(
          "  round \(round + 1)/\(rounds)  \(pad(target.rawValue, 7)) \(describe(scenario, report))")
      }
    }
    var results = targets.map { target in
      var result = TargetResult(target: target)
      let runs = reports[target] ?? []
      result.runs = runs
      result.perSecond = Spread(runs.map { Double($0.events) / $0.seconds })
      result.cpuPer100k = Spread(runs.compactMap { run in run.cpuSeconds.map { $0 * 100_000 / Double(run.events) } })
      result.leastCPUSeconds = runs.compactMap(\.cpuSeconds).min()
      result.latencyP50 = Spread(runs.map { scenario.kind == .answers ? $0.firstEventP50 : $0.latencyP50 })
      result.latencyP99 = Spread(runs.map { scenario.kind == .answers ? $0.firstEventP99 : $0.latencyP99 })
      return result
    }
    for index in results.indices where results[index].target != .direct {
      do {
        results[index].syscallsPerEvent = try syscalls(scenario, results[index].target, servers)
      } catch {
        results[index].syscallsSkipped = "\(error)"
      }
    }
    return ScenarioResult(
      name: scenario.name, summary: scenario.summary, kind: scenario.kind, targets: results)
  }

  private func describe(_ scenario: Scenario, _ report: LoadReport) -> String {
    let rate = "\(Report.grouped(Double(report.events) / report.seconds)) \(scenario.unit)/s"
    guard let cpu = report.cpuSeconds else { return rate }
    let each = Report.significant(cpu * 100_000 / Double(report.events))
    let window = "\(Report.significant(cpu)) s in \(Report.significant(report.seconds)) s"
    return "\(rate), \(each) CPU s per 100,000 (\(window))"
  }

  func load(
    _ scenario: Scenario, _ target: Target, _ server: (any TargetServer)?, share: Double
  ) throws -> LoadReport {
    let events = isQuick ? scenario.quickEvents : scenario.events
    let exchanges = isQuick ? scenario.quickExchanges : scenario.exchanges
    return try load(
      scenario, target, server, events: scaled(events, share), exchanges: scaled(exchanges, share))
  }

  private func scaled(_ count: Int, _ share: Double) -> Int { max(1, Int(Double(count) * share)) }

  private func load(
    _ scenario: Scenario, _ target: Target, _ server: (any TargetServer)?, events: Int, exchanges: Int
  ) throws -> LoadReport {
    let line = arguments(scenario, target, server, events: events, exchanges: exchanges)
    let isPaced = scenario.kind == .streams || scenario.kind == .largeBodies
    let paced = isPaced ? events * scenario.interval / scenario.burst / 1_000_000 : 0
    do {
      return try bench.load(line, seconds: paced + 60)
    } catch {
      throw BenchFailure("\(scenario.name), \(target.rawValue): \(error)\(server?.errors ?? "")")
    }
  }

  func arguments(
    _ scenario: Scenario, _ target: Target, _ server: (any TargetServer)?, events: Int, exchanges: Int
  ) -> [String] {
    var line = [
      "--port", String(server?.port ?? bench.upstreamPort), "--connections", String(scenario.connections),
      "--exchanges", String(exchanges), "--events", String(events), "--interval", String(scenario.interval),
      "--size", String(scenario.size), "--burst", String(scenario.burst),
    ]
    if scenario.isUnary { line.append("--unary") }
    if scenario.kind != .largeBodies { line += ["--image", String(scenario.image)] }
    line += ["--history", String(scenario.history)]
    if scenario.kind == .idleMemory { line.append("--idle") }
    if target == .proxy { line += ["--dialect", "openai", "--api-key", bench.apiKey] }
    if let server { line += ["--watch", String(server.worker)] }
    return line
  }

  private func syscalls(_ scenario: Scenario, _ target: Target, _ servers: [Target: any TargetServer]) throws -> Double
  {
    guard countsSyscalls else { throw BenchFailure("not asked for") }
    guard Workbench.find("strace") != nil else { throw BenchFailure("strace is not installed") }
    guard let server = servers[target] else { throw BenchFailure("not running") }
    Console.progress("  counting the system calls of \(target.rawValue)")
    // Being traced is slow: a fifth of the connections keeps the pace of each without falling behind.
    var smaller = scenario
    smaller.connections = max(1, scenario.connections / 5)
    let few: (events: Int, exchanges: Int)
    let many: (events: Int, exchanges: Int)
    if scenario.kind == .answers {
      few = (scenario.events, 20)
      many = (scenario.events, 60)
    } else {
      let unit = scenario.interval == 0 ? 2000 : max(20, 1_000_000 / scenario.interval)
      few = (unit, 1)
      many = (unit * 4, 1)
    }
    return try SyscallCount(bench: bench).perEvent(
      server.worker,
      short: arguments(smaller, target, server, events: few.events, exchanges: few.exchanges),
      long: arguments(smaller, target, server, events: many.events, exchanges: many.exchanges),
      difference: smaller.connections * (many.events * many.exchanges - few.events * few.exchanges))
  }

  // MARK: - Memory

  private func runIdle(_ scenario: Scenario) throws -> ScenarioResult {
    let tested = targets.filter { $0 != .direct }
    let limit = Sockets.raiseDescriptorLimit()
    var results: [TargetResult] = []
    for target in tested {
      var result = TargetResult(target: target)
      if limit < 2 * scenario.connections + 200 {
        result.skipped = "only \(limit) descriptors are allowed (ulimit -n)"
        results.append(result)
        continue
      }
      for round in 0..<min(rounds, 3) {
        // A fresh process each time: freed memory would be used again.
        guard let server = try start(target) else { continue }
        defer { server.end() }
        let report = try load(scenario, target, server, events: scenario.events, exchanges: 1)
        result.runs.append(report)
        let before = report.residentBeforeKiB ?? 0
        let open = report.residentOpenKiB ?? 0
        let each = Report.significant(Double(open - before) / Double(scenario.connections))
        let who = "round \(round + 1)  \(pad(target.rawValue, 7))"
        Console.progress("  \(who) \(each) KiB a stream, \(open / 1024) MiB in all")
      }
      result.kibPerStream = Spread(
        result.runs.map {
          Double(($0.residentOpenKiB ?? 0) - ($0.residentBeforeKiB ?? 0)) / Double(scenario.connections)
        })
      result.residentMiB = Spread(result.runs.map { Double($0.residentOpenKiB ?? 0) / 1024 })
      results.append(result)
    }
    return ScenarioResult(name: scenario.name, summary: scenario.summary, kind: scenario.kind, targets: results)
  }

  // MARK: - Start-up

  private func runStartUp(_ scenario: Scenario) throws -> ScenarioResult {
    let tested = targets.filter { $0 != .direct }
    var times: [Target: [Double]] = [:]
    for _ in 0..<(isQuick ? 5 : 20) {
      for target in tested {
        let began = MonotonicClock.now()
        let server = try start(target)
        times[target, default: []].append(Double(MonotonicClock.now() - began) / 1e6)
        server?.end()
      }
    }
    let results = tested.map { target in
      var result = TargetResult(target: target)
      result.startUpMilliseconds = Spread(times[target] ?? [])
      return result
    }
    return ScenarioResult(name: scenario.name, summary: scenario.summary, kind: scenario.kind, targets: results)
  }

  func start(_ target: Target) throws -> (any TargetServer)? {
    switch target {
    case .direct: nil
    case .nginx: try NginxServer.start(bench)
    case .proxy: try ProxyServer.start(bench)
    }
  }

  func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
