import BenchKit
import Foundation
import Glibc

/// Where the figures come from.
struct MachineFacts: Codable {
  let cores: Int
  let processor: String
  let kernel: String
  let nginx: String
  let libcurl: String
  let isPinned: Bool
  let loadAverage: String

  init(_ bench: Workbench) {
    cores = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let lines = ((try? ProcessSample.read("/proc/cpuinfo")) ?? "").split(separator: "\n")
    processor =
      lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last?
      .trimmingCharacters(in: .whitespaces) ?? "unknown"
    let release = (try? ProcessSample.read("/proc/sys/kernel/osrelease")) ?? "unknown"
    kernel = release.trimmingCharacters(in: .whitespacesAndNewlines)
    nginx = Self.firstLine(bench, [bench.nginx, "-v"], "nginx version: nginx/") ?? "missing"
    libcurl = Self.libcurl(bench)
    isPinned = bench.testedCore != nil
    let load = (try? ProcessSample.read("/proc/loadavg")) ?? ""
    loadAverage = load.split(separator: " ").prefix(3).joined(separator: " ")
  }

  /// Whether something else was running when the benchmark began.
  var wasBusy: Bool { (loadAverage.split(separator: " ").first.flatMap { Double($0) } ?? 0) > 0.7 }

  /// For the head of the report.
  var lines: [String] {
    [
      "machine   \(cores) cores, \(processor), Linux \(kernel), load average at start \(loadAverage)",
      "software  nginx \(nginx), libcurl \(libcurl)",
      isPinned
        ? "cores     process under test on core 0; load client and upstream on core 1"
        : "cores     not pinned (one core, or no taskset): figures are only for looking at",
    ]
  }

  private static func libcurl(_ bench: Workbench) -> String {
    firstLine(bench, ["pkg-config", "--modversion", "libcurl"], "") ?? firstLine(bench, ["curl", "--version"], "curl ")
      ?? "unknown"
  }

  private static func firstLine(_ bench: Workbench, _ arguments: [String], _ prefix: String) -> String? {
    let shell = ["sh", "-c", "exec \"$@\" 2>&1", "sh"] + arguments
    guard let child = try? bench.start("facts", shell, core: nil, guarded: false),
      let line = try? child.readLine(seconds: 5), child.wait(seconds: 5) == 0, line.hasPrefix(prefix)
    else { return nil }
    return line.dropFirst(prefix.count).split(separator: " ").first.map(String.init)
  }
}
