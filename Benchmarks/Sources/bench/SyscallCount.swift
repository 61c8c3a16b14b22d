import BenchKit
import Glibc

/// Counts the system calls of a process with strace. Two runs that differ only in their length are counted from
/// beginning to end, so that what connecting and leaving cost drops out of the difference.
struct SyscallCount {
  let bench: Workbench

  /// System calls for each event (or answer).
  func perEvent(_ pid: Int32, short: [String], long: [String], difference: Int) throws -> Double {
    let few = try count(pid, short)
    let many = try count(pid, long)
    return Double(many - few) / Double(difference)
  }

  private func count(_ pid: Int32, _ load: [String]) throws -> Int {
    let path = bench.folder + "/strace-\(pid).txt"
    unlink(path)
    let strace = try bench.start(
      "strace", ["strace", "-c", "-f", "-o", path, "-p", "\(pid)"], core: nil, guarded: true)
    defer { strace.end(signal: SIGINT) }
    try waitUntilTraced(pid, strace)
    _ = try bench.load(load, seconds: 120)
    strace.end(signal: SIGINT)
    // "100.00    0.123456          12     34567        89 total": calls are the fourth column.
    let text = try ProcessSample.read(path)
    let total = text.split(separator: "\n").last { $0.hasSuffix("total") }?.split(separator: " ") ?? []
    guard total.count >= 5, let calls = Int(total[3]) else {
      throw BenchFailure("strace printed no total\(strace.errors())")
    }
    return calls
  }

  private func waitUntilTraced(_ pid: Int32, _ strace: Child) throws {
    let deadline = MonotonicClock.now() + 5_000_000_000
    while MonotonicClock.now() < deadline {
      let status = try ProcessSample.read("/proc/\(pid)/status")
      let tracer = status.split(separator: "\n").first { $0.hasPrefix("TracerPid:") }?.split(separator: "\t").last
      if let tracer, tracer != "0" {
        // The other threads follow at once, but not in the same instant.
        usleep(200_000)
        return
      }
      if !strace.isRunning { throw BenchFailure("strace ended at once\(strace.errors())") }
      usleep(10_000)
    }
    throw BenchFailure("strace did not attach within 5 s\(strace.errors())")
  }
}
