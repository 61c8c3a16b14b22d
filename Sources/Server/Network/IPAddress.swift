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

  /// The other end of a connected socket; nil where it is no Internet one, or has gone.
  init?(peerOf descriptor: Int32) {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let found = withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        getpeername(descriptor, address, &length) == 0 ? IPAddress(address) : nil
      }
    }
    guard let found else { return nil }
    self = found.unmapped
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// The IPv4 address that an IPv6 socket shows in its own form.
  package var unmapped: IPAddress {
    guard isIPv6, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF else { return self }
    return IPAddress(bytes[12...])
  }

  /// What one person or site has: the address, of IPv6 the first half.
  var site: IPAddress { isIPv6 ? IPAddress(bytes[..<8] + Array(repeating: 0, count: 8)) : self }

  var isLoopback: Bool { isIPv6 ? bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1 : bytes.first == 127 }

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
