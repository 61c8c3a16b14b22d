internal import CCurl
internal import Glibc
internal import Transport

/// Where a server listens.
package enum ListenAddress: Sendable, Hashable {
  /// A host name or address, and a port; 0 lets the system choose.
  case tcp(host: String, port: Int)
  /// The path of a Unix socket.
  case unix(path: String)

  /// Reads a socket address of the kernel; nil for a family that is not served.
  init?(_ address: UnsafePointer<sockaddr>?, _ length: socklen_t) {
    guard let address, length >= 2 else { return nil }
    let bytes = UnsafeRawBufferPointer(start: address, count: Int(length))
    switch Int32(address.pointee.sa_family) {
    case AF_UNIX:
      let path = bytes.dropFirst(MemoryLayout<sa_family_t>.size).prefix { $0 != 0 }
      self = .unix(path: String(decoding: path, as: UTF8.self))
    case AF_INET, AF_INET6:
      guard length >= 4 else { return nil }
      let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { buffer -> String? in
        guard let base = buffer.baseAddress,
          getnameinfo(address, length, base, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        return String(cString: base)
      }
      guard let name else { return nil }
      // The port is at the same place in the IPv4 and the IPv6 form.
      self = .tcp(host: name, port: Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self))))
    default:
      return nil
    }
  }
}

/// Why an address cannot be listened on.
package struct ListenError: Error, CustomStringConvertible {
  package var address: ListenAddress
  package var operation: String
  /// `errno`, or 0 where the name could not be resolved.
  package var code: Int32
  package var detail: String

  package var isAddressInUse: Bool { code == EADDRINUSE }

  package var description: String {
    let place =
      switch address {
      case .tcp(let host, let port): "\(host):\(port)"
      case .unix(let path): path
      }
    return "cannot listen on \(place): \(detail)\(advice.map { ". \($0)" } ?? "")"
  }

  /// What to do about it, where that is known.
  private var advice: String? {
    switch (address, code) {
    case (.unix, EEXIST): "Something that is no socket has this path: choose another one, or remove it yourself."
    case (.unix, ENOENT): "Make the folder first, or choose another path (\"host\")."
    case (.unix, EACCES): "Choose a path in a folder that this user may write to (\"host\")."
    case (.tcp, EACCES): "Choose a port above 1023, or allow this one (CAP_NET_BIND_SERVICE)."
    case (.tcp, EADDRNOTAVAIL): "\"host\" must be an address of this machine, such as 127.0.0.1 or 0.0.0.0."
    case (.tcp, 0): "\"host\" must be a name or an address of this machine, such as localhost or 0.0.0.0."
    default: nil
    }
  }
}
