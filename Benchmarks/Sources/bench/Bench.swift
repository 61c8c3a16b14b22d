import ArgumentParser
import BenchKit
import Foundation
import Glibc

/// The driver's command line.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures gemini-proxy against nginx, on loopback only.",
    discussion: """
      Every byte that arrives is checked; one wrong event fails the run. nginx passes \
      the upstream's bytes on unchanged, so it is the floor for anything that also \
      translates. Close other programs: the figures are of the whole machine.

      Scenarios (* runs by default):
      \(Scenario.all.map { "  \($0.isDefault ? "*" : " ") \($0.name): \($0.summary)" }.joined(separator: "\n"))
      """)

  @Flag(help: "Shorter, two rounds: to see that it works, not to publish.")
  var quick = false

  @Option(help: ArgumentHelp("Only this scenario; may be given again.", valueName: "scenario"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Rounds; 5, or 2 with --quick.", valueName: "count"))
  var rounds: Int?

  @Option(parsing: .upToNextOption, help: "What to measure.")
  var targets: [Target] = Target.allCases

  @Flag(inversion: .prefixedNo, help: "Count system calls with strace.")
  var syscalls = true

  @Option(help: ArgumentHelp("Also write everything, each run included, to this file.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("The gemini-proxy to measure.", valueName: "path"))
  var proxy = "gemini-proxy"

  @Option(help: ArgumentHelp("The nginx to measure against.", valueName: "path"))
  var nginx: String?

  func validate() throws {
    for name in only where !Scenario.all.contains(where: { $0.name == name }) {
      let names = Scenario.all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no scenario '\(name)'. There are: \(names).")
    }
    if let rounds, !(1...100).contains(rounds) { throw ValidationError("--rounds is between 1 and 100.") }
    if targets.contains(.nginx), (nginx ?? Workbench.find("nginx")) == nil {
      throw ValidationError("nginx is not installed; install it, or leave it out with --targets direct proxy.")
    }
  }

  func run() throws {
    var template = Array((NSTemporaryDirectory() + "/gemini-proxy-bench-XXXXXX").utf8CString)
    guard let created = mkdtemp(&template) else { throw SystemFailure("make a temporary folder") }
    let folder = String(cString: created)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    Interruption.watch(folder: folder)
    do {
      try measure(folder: folder)
    } catch {
      Interruption.yield()
      ChildRegistry.shared.endAll()
      Console.progress("bench: \(error)")
      throw ExitCode.failure
    }
  }

  private func measure(folder: String) throws {
    let programs = (try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") as NSString)
      .deletingLastPathComponent
    let bench = try Workbench(
      folder: folder, programs: programs, nginx: nginx ?? Workbench.find("nginx") ?? "nginx", proxy: proxy)
    defer { bench.close() }
    let rounds = rounds ?? (quick ? 2 : 5)
    var report = Report(machine: MachineFacts(bench), isQuick: quick, rounds: rounds)
    report.machine.lines.forEach(Console.progress)
    let programme = Programme(
      bench: bench, targets: Target.allCases.filter(targets.contains), rounds: rounds, isQuick: quick,
      countsSyscalls: syscalls)
    for scenario in Scenario.all where only.isEmpty ? scenario.isDefault : only.contains(scenario.name) {
      report.scenarios.append(try programme.run(scenario))
    }
    report.lines().forEach(Console.result)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try encoder.encode(report).write(to: URL(fileURLWithPath: json))
      Console.progress("Written to \(json)")
    }
  }
}
