internal import Glibc

/// What the process takes of the machine, under the names that Prometheus' client libraries use. Reading it blocks.
struct ProcessVitals: Sendable {
  var cpuSeconds = 0.0
  var residentBytes = 0
  var virtualBytes = 0
  var openDescriptors = 0
  var maximumDescriptors = 0

  static func read() -> ProcessVitals {
    var vitals = ProcessVitals()
    var time = timespec()
    if clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 {
      vitals.cpuSeconds = Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let pages = words(of: "/proc/self/statm").compactMap { Int($0) }
    if pages.count >= 2 {
      vitals.virtualBytes = pages[0] * Int(getpagesize())
      vitals.residentBytes = pages[1] * Int(getpagesize())
    }
    if let folder = opendir("/proc/self/fd") {
      while readdir(folder) != nil { vitals.openDescriptors += 1 }
      closedir(folder)
      // Two names for folders, and the descriptor of this look.
      vitals.openDescriptors = max(0, vitals.openDescriptors - 3)
    }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
      vitals.maximumDescriptors = Int(clamping: limit.rlim_cur)
    }
    return vitals
  }

  private static func words(of path: String) -> [Substring] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return [] }
    return String(decoding: buffer[..<count], as: UTF8.self).split { $0 == " " || $0 == "\n" }
  }
}
