import Glibc

/// What a process has used so far, read from /proc.
public struct ProcessSample: Sendable {
  /// User and system time of all its threads, in seconds.
  public let cpuSeconds: Double
  /// Resident memory in KiB.
  public let residentKiB: Int
  /// The most that was ever resident, or since `forgetPeak`, in KiB.
  public let peakKiB: Int

  /// - Parameter pid: The process.
  public init(pid: Int32) throws {
    // The name, in parentheses, may contain anything; what follows it is regular.
    let stat = try Self.read("/proc/\(pid)/stat")
    guard let name = stat.lastIndex(of: ")") else { throw BenchFailure("cannot read /proc/\(pid)/stat") }
    let fields = stat[name...].split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
      throw BenchFailure("cannot read /proc/\(pid)/stat")
    }
    cpuSeconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    let status = try Self.read("/proc/\(pid)/status")
    residentKiB = Self.value("VmRSS:", in: status)
    peakKiB = Self.value("VmHWM:", in: status)
  }

  /// Begins a new peak at what is resident now.
  public static func forgetPeak(of pid: Int32) throws {
    let descriptor = open("/proc/\(pid)/clear_refs", O_WRONLY | O_CLOEXEC)
    if descriptor < 0 { throw SystemFailure("open /proc/\(pid)/clear_refs") }
    defer { close(descriptor) }
    if write(descriptor, "5", 1) != 1 { throw SystemFailure("write /proc/\(pid)/clear_refs") }
  }

  /// The children of a process.
  public static func children(of pid: Int32) -> [Int32] {
    let list = (try? read("/proc/\(pid)/task/\(pid)/children")) ?? ""
    return list.split(separator: " ").compactMap { Int32($0) }
  }

  /// The text of a small file.
  public static func read(_ path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw SystemFailure("open \(path)") }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { throw SystemFailure("read \(path)") }
      if count == 0 { break }
      content += buffer[..<count]
    }
    return String(decoding: content, as: UTF8.self)
  }

  private static func value(_ key: String, in status: String) -> Int {
    for line in status.split(separator: "\n") where line.hasPrefix(key) {
      return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0
    }
    return 0
  }
}
