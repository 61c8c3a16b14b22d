internal import Glibc

extension SystemLimits {
  /// Asks the kernel, control groups (version 2, then 1) included. Reads files: call it off the reactors.
  public static func current() -> SystemLimits {
    SystemLimits(memoryBytes: memory(), usableCPUs: processors(), descriptors: openDescriptors())
  }

  private static func memory() -> Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    var limit = pages > 0 ? pages * sysconf(Int32(_SC_PAGESIZE)) : 1 << 30
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"] {
      if let bound = number(in: path), bound > 0 { limit = min(limit, bound) }
    }
    return limit
  }

  private static func processors() -> Int {
    // The C library's call for the affinity needs GNU extensions that Swift does not import; the kernel tells it too.
    let mask = words(in: "/proc/self/status", label: "Cpus_allowed:")?.first ?? ""
    let allowed = mask.compactMap(\.hexDigitValue).reduce(0) { $0 + $1.nonzeroBitCount }
    var count = allowed > 0 ? allowed : sysconf(Int32(_SC_NPROCESSORS_ONLN))
    if let quota = words(in: "/sys/fs/cgroup/cpu.max"), quota.count == 2, let period = Int(quota[1]), period > 0,
      let allowed = Int(quota[0])
    {
      count = min(count, max(1, (allowed + period - 1) / period))
    } else if let allowed = number(in: "/sys/fs/cgroup/cpu/cpu.cfs_quota_us"), allowed > 0,
      let period = number(in: "/sys/fs/cgroup/cpu/cpu.cfs_period_us"), period > 0
    {
      count = min(count, max(1, (allowed + period - 1) / period))
    }
    return max(1, count)
  }

  private static func openDescriptors() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
    return Int(clamping: min(limit.rlim_max, 1 << 30))
  }

  private static func number(in path: String) -> Int? { words(in: path)?.first.flatMap { Int($0) } }

  private static func words(in path: String, label: String = "") -> [Substring]? {
    guard case .success(let bytes) = StateFileSystem.read(path, limit: 65_536) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasPrefix(label) }
    return line?.dropFirst(label.count).split { $0 == " " || $0 == "\t" }
  }
}
