import Foundation

/// The whole result: printed as tables, written as JSON.
struct Report: Codable {
  let machine: MachineFacts
  let isQuick: Bool
  let rounds: Int
  var scenarios: [ScenarioResult] = []

  /// The tables.
  func lines() -> [String] {
    var lines = [""] + machine.lines
    let caveat = isQuick ? ", quick: too short for claims" : ""
    lines.append("method    \(rounds) interleaved rounds\(caveat); median (least–greatest)")
    lines += loadTable() + bodyTable() + smallTable() + notes()
    return lines
  }

  private func loadTable() -> [String] {
    var table = Table([
      "scenario", "target", "per second", "CPU s / 100,000", "against nginx", "syscalls each", "p50 µs", "p99 µs",
      "added p50 µs",
    ])
    for scenario in scenarios where scenario.kind == .streams || scenario.kind == .answers {
      let direct = scenario.result(.direct)?.latencyP50
      let floor = scenario.result(.nginx)?.cpuPer100k
      for result in scenario.targets {
        var added = "-"
        // Saturated streams wait in queues; the difference of two queues says nothing.
        if let direct, let own = result.latencyP50, result.target != .direct, scenario.name.hasPrefix("paced") {
          added = "+" + Self.grouped(own.median - direct.median)
        }
        table.add([
          scenario.name, result.target.rawValue, result.perSecond.map { Self.grouped($0.median) } ?? "-",
          Self.spread(result.cpuPer100k), ratio(result, floor),
          result.syscallsPerEvent.map { Self.significant($0) } ?? "-",
          result.latencyP50.map { Self.grouped($0.median) } ?? "-",
          result.latencyP99.map { Self.grouped($0.median) } ?? "-", added,
        ])
      }
    }
    return table.lines
  }

  private func bodyTable() -> [String] {
    var table = Table([
      "scenario", "target", "p99 µs alone", "p99 µs beside bodies", "ms a body", "peak growth MiB", "of the image",
    ])
    for scenario in scenarios where scenario.kind == .largeBodies {
      let image = Double(Scenario.all.first { $0.name == scenario.name }?.image ?? 0) / 1_048_576
      for result in scenario.targets {
        table.add([
          scenario.name, result.target.rawValue, Self.spread(result.latencyP99), Self.spread(result.besideP99),
          Self.spread(result.bodyMilliseconds), Self.spread(result.peakGrowthMiB),
          result.peakGrowthMiB.map { String(format: "%.2f×", $0.greatest / image) } ?? "-",
        ])
      }
    }
    return table.lines
  }

  private func smallTable() -> [String] {
    var table = Table(["scenario", "target", "figure", "median (least–greatest)", "against nginx", "in all"])
    for scenario in scenarios where scenario.kind == .idleMemory || scenario.kind == .startUp {
      let isMemory = scenario.kind == .idleMemory
      let floor = isMemory ? scenario.result(.nginx)?.kibPerStream : scenario.result(.nginx)?.startUpMilliseconds
      for result in scenario.targets {
        let figure = isMemory ? result.kibPerStream : result.startUpMilliseconds
        table.add([
          scenario.name, result.target.rawValue, isMemory ? "KiB a stream" : "ms to first answer",
          result.skipped == nil ? Self.spread(figure) : "SKIPPED", ratio(result.target, figure, floor),
          result.residentMiB.map { Self.significant($0.median) + " MiB" } ?? "-",
        ])
      }
    }
    return table.lines
  }

  private func notes() -> [String] {
    var notes: [String] = []
    if machine.wasBusy {
      notes.append("note: the machine was busy (load average \(machine.loadAverage)): do not quote these figures")
    }
    for scenario in scenarios {
      for result in scenario.targets {
        let name = "\(scenario.name), \(result.target.rawValue)"
        if let reason = result.skipped { notes.append("SKIPPED \(name): \(reason)") }
        if let reason = result.syscallsSkipped { notes.append("SKIPPED system calls, \(name): \(reason)") }
        if let least = result.leastCPUSeconds, least < 2 {
          let window = Self.significant(least)
          notes.append("note: \(name): a window of \(window) CPU s is short for a clock of 10 ms steps")
        }
      }
    }
    return notes.isEmpty ? [] : [""] + notes
  }

  private func ratio(_ result: TargetResult, _ floor: Spread?) -> String {
    ratio(result.target, result.cpuPer100k, floor)
  }

  /// A ratio is claimed only where the ranges have nothing in common.
  private func ratio(_ target: Target, _ figure: Spread?, _ floor: Spread?) -> String {
    guard target != .nginx, let figure, let floor, floor.median > 0 else { return "-" }
    return figure.isApart(from: floor) ? String(format: "%.2f×", figure.median / floor.median) : "overlap"
  }

  private static func spread(_ value: Spread?) -> String {
    guard let value else { return "-" }
    return "\(significant(value.median)) (\(significant(value.least))–\(significant(value.greatest)))"
  }

  /// About three digits.
  static func significant(_ value: Double) -> String {
    String(format: abs(value) >= 100 ? "%.0f" : abs(value) >= 10 ? "%.1f" : abs(value) >= 1 ? "%.2f" : "%.3f", value)
  }

  /// A whole number with separators.
  static func grouped(_ value: Double) -> String {
    var digits = String(Int(value.rounded()).magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value <= -0.5 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
