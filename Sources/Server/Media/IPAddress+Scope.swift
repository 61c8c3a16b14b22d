extension IPAddress {
  /// Whether the address belongs to one host on the public Internet, as far as addresses tell.
  ///
  /// Everything that the registries of special-purpose addresses (RFC 6890 and its updates) list is refused, and with it
  /// every form that carries an IPv4 address inside an IPv6 one: what it leads to depends on the network.
  package var isGlobalUnicast: Bool {
    if isIPv6 { return Self.globalIPv6.contains(self) && !Self.specialIPv6.contains { $0.contains(self) } }
    return !Self.specialIPv4.contains { $0.contains(self) }
  }

  private static let specialIPv4: [IPNetwork] = [
    IPNetwork([0, 0, 0, 0], 8),  // this network
    IPNetwork([10, 0, 0, 0], 8),  // private
    IPNetwork([100, 64, 0, 0], 10),  // carrier-grade NAT
    IPNetwork([127, 0, 0, 0], 8),  // loopback
    IPNetwork([169, 254, 0, 0], 16),  // link-local, and the metadata services of clouds
    IPNetwork([172, 16, 0, 0], 12),  // private
    IPNetwork([192, 0, 0, 0], 24),  // protocol assignments
    IPNetwork([192, 0, 2, 0], 24),  // documentation
    IPNetwork([192, 88, 99, 0], 24),  // relays of 6to4
    IPNetwork([192, 168, 0, 0], 16),  // private
    IPNetwork([198, 18, 0, 0], 15),  // benchmarks
    IPNetwork([198, 51, 100, 0], 24),  // documentation
    IPNetwork([203, 0, 113, 0], 24),  // documentation
    IPNetwork([224, 0, 0, 0], 3),  // multicast, reserved, broadcast
  ]

  /// Outside it are loopback, mapped and translated IPv4 (NAT64), private, link-local and multicast addresses.
  private static let globalIPv6 = IPNetwork([0x20, 0], 3, isIPv6: true)

  private static let specialIPv6: [IPNetwork] = [
    IPNetwork([0x20, 0x01, 0, 0], 23, isIPv6: true),  // protocol assignments: Teredo, benchmarks, ORCHID
    IPNetwork([0x20, 0x01, 0x0D, 0xB8], 32, isIPv6: true),  // documentation
    IPNetwork([0x20, 0x02], 16, isIPv6: true),  // 6to4
    IPNetwork([0x3F, 0xFF, 0], 20, isIPv6: true),  // documentation
  ]
}
