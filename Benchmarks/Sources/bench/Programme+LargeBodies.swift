import BenchKit

extension Programme {
  /// Streams alone, then beside requests with a large body that come one after the other, each time in a fresh process.
  func runLargeBodies(_ scenario: Scenario) throws -> ScenarioResult {
    var found: [Target: [Round]] = [:]
    for round in 0..<min(rounds, 3) {
      for index in targets.indices {
        let target = targets[(index + round) % targets.count]
        let server = try start(target)
        defer { server?.end() }
        _ = try load(scenario, target, server, share: 0.1)
        let alone = try load(scenario, target, server, share: 1)
        let result = try beside(scenario, target, server, alone)
        found[target, default: []].append(result)
        Console.progress("  round \(round + 1)  \(pad(target.rawValue, 7)) \(result.line)")
      }
    }
    let results = targets.map { target in
      let rounds = found[target] ?? []
      var result = TargetResult(target: target)
      result.runs = rounds.flatMap { [$0.alone, $0.streams, $0.bodies] }
      result.latencyP99 = Spread(rounds.map(\.alone.latencyP99))
      result.besideP99 = Spread(rounds.map(\.streams.latencyP99))
      result.bodyMilliseconds = Spread(rounds.map { $0.bodies.firstEventP50 / 1000 })
      result.peakGrowthMiB = Spread(rounds.compactMap(\.peakGrowthMiB))
      return result
    }
    return ScenarioResult(name: scenario.name, summary: scenario.summary, kind: scenario.kind, targets: results)
  }

  /// What one round found.
  private struct Round {
    var alone: LoadReport
    var streams: LoadReport
    var bodies: LoadReport
    var peakGrowthMiB: Double?

    var line: String {
      let growth = peakGrowthMiB.map { ", peak +\(Report.significant($0)) MiB" } ?? ""
      let each = Report.significant(bodies.firstEventP50 / 1000)
      return "p99 \(Report.grouped(alone.latencyP99)) µs alone, \(Report.grouped(streams.latencyP99)) µs beside "
        + "\(bodies.answers) bodies of \(each) ms each\(growth)"
    }
  }

  private func beside(
    _ scenario: Scenario, _ target: Target, _ server: (any TargetServer)?, _ alone: LoadReport
  ) throws -> Round {
    var large = scenario
    large.connections = 1
    // An answer takes half a second, so the bodies are spread over the time of the streams.
    large.interval = 500_000
    let seconds = Double((isQuick ? scenario.quickEvents : scenario.events) * scenario.interval) / 1e6
    var line = arguments(large, target, nil, events: 2, exchanges: max(2, Int(seconds)))
    line[1] = String(server?.port ?? bench.upstreamPort)
    line += ["--image", String(scenario.image), "--deadline", String(Int(seconds) * 2 + 30)]
    var before = 0
    if let server {
      before = try ProcessSample(pid: server.worker).residentKiB
      try ProcessSample.forgetPeak(of: server.worker)
    }
    let child = try bench.startLoad(line)
    defer { child.end() }
    let streams = try load(scenario, target, server, share: 1)
    let bodies = try bench.report(of: child, seconds: seconds * 2 + 60)
    let growth = try server.map { try Double(ProcessSample(pid: $0.worker).peakKiB - before) / 1024 }
    return Round(alone: alone, streams: streams, bodies: bodies, peakGrowthMiB: growth)
  }
}
