extension IPAddress {
  /// Whether the address belongs to one host on the public Internet, as far as addresses tell.
  ///
  /// Everything that the registries of special-purpose addresses (RFC 6890 and its updates) list is refused, and with it
  /// every form that carries an IPv4 address inside an IPv6 one: what it leads to depends on the network.
  package var isGlobalUnicast: Bool {
    if isIPv6 { return Self.globalIPv6.contains(self) && !Self.specialIPv6.contains { $0.contains(self) } }
    return !Self.specialIPv4.contains { $0.contains(self) }
  }

  /// A range of addresses that share their first bits.
  private struct Prefix {
    let bytes: [UInt8]
    let length: Int

    init(_ bytes: [UInt8], _ length: Int) {
      self.bytes = bytes
      self.length = length
    }

    func contains(_ address: IPAddress) -> Bool {
      var left = length
      for (byte, own) in zip(address.bytes, bytes) {
        guard left > 0 else { return true }
        let mask = left >= 8 ? 0xFF : ~(UInt8(0xFF) >> UInt8(left))
        if byte & mask != own & mask { return false }
        left -= 8
      }
      return left <= 0
    }
  }

  private static let specialIPv4: [Prefix] = [
    Prefix([0, 0, 0, 0], 8),  // this network
    Prefix([10, 0, 0, 0], 8),  // private
    Prefix([100, 64, 0, 0], 10),  // carrier-grade NAT
    Prefix([127, 0, 0, 0], 8),  // loopback
    Prefix([169, 254, 0, 0], 16),  // link-local, and the metadata services of clouds
    Prefix([172, 16, 0, 0], 12),  // private
    Prefix([192, 0, 0, 0], 24),  // protocol assignments
    Prefix([192, 0, 2, 0], 24),  // documentation
    Prefix([192, 88, 99, 0], 24),  // relays of 6to4
    Prefix([192, 168, 0, 0], 16),  // private
    Prefix([198, 18, 0, 0], 15),  // benchmarks
    Prefix([198, 51, 100, 0], 24),  // documentation
    Prefix([203, 0, 113, 0], 24),  // documentation
    Prefix([224, 0, 0, 0], 3),  // multicast, reserved, broadcast
  ]

  /// Outside it are loopback, mapped and translated IPv4 (NAT64), private, link-local and multicast addresses.
  private static let globalIPv6 = Prefix([0x20, 0], 3)

  private static let specialIPv6: [Prefix] = [
    Prefix([0x20, 0x01, 0, 0], 23),  // protocol assignments: Teredo, benchmarks, ORCHID
    Prefix([0x20, 0x01, 0x0D, 0xB8], 32),  // documentation
    Prefix([0x20, 0x02], 16),  // 6to4
    Prefix([0x3F, 0xFF, 0], 20),  // documentation
  ]
}
