internal import CCurl
internal import Glibc

/// An IPv4 or IPv6 address.
package struct IPAddress: Sendable, Hashable {
  /// Four or sixteen bytes, the most significant first.
  package let bytes: [UInt8]

  /// Reads the usual notation: four decimal numbers, or IPv6 without brackets and zone; nil for anything else.
  package init?(_ text: String) {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: four) { Array($0) }
      return
    }
    var sixteen = in6_addr()
    guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
    bytes = withUnsafeBytes(of: sixteen) { Array($0) }
  }

  /// The address in a `sockaddr_in` or `sockaddr_in6`; nil for another family.
  init?(_ address: UnsafePointer<sockaddr>) {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      bytes = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
      }
    case AF_INET6:
      bytes = address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
      }
    default: return nil
    }
  }

  package var isIPv6: Bool { bytes.count == 16 }
}

extension IPAddress: CustomStringConvertible {
  package var description: String {
    guard isIPv6 else { return bytes.map { "\($0)" }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map { index in
      String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
    }.joined(separator: ":")
  }
}
