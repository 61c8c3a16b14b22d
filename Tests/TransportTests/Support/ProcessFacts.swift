import Glibc

/// What the kernel says about this process.
enum ProcessFacts {
  /// The descriptors of this process's connections to a loopback port.
  static func sockets(connectedTo port: Int) -> [Int32] {
    (0..<20_000 as Range<Int32>).filter { descriptor in
      var address = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let code = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
      }
      return code == 0 && address.sin_family == AF_INET && Int(UInt16(bigEndian: address.sin_port)) == port
    }
  }

  /// Resident memory in bytes.
  static func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return -1 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return -1 }
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? -1) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
