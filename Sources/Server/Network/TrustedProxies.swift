/// The reverse proxies whose word is taken for where a request comes from.
package struct TrustedProxies: Sendable {
  private let networks: [IPNetwork]

  /// Addresses and networks as `trusted_proxies` names them; what is neither is left out.
  package init(_ texts: [String] = []) {
    networks = texts.compactMap { IPNetwork($0) }
  }

  /// Where the request came from: the end of the connection, or, where that is a trusted proxy, the last address in
  /// `X-Forwarded-For` that is not one. What stands before that anybody could have written.
  package func client(of head: HTTPRequestHead, from peer: IPAddress) -> IPAddress {
    guard !networks.isEmpty, isTrusted(peer) else { return peer }
    var last = peer
    let listed = head.fields.all("x-forwarded-for").joined(separator: ",").split(separator: ",").suffix(32)
    for item in listed.reversed() {
      guard let address = Self.address(item) else { break }
      last = address
      if !isTrusted(address) { break }
    }
    return last
  }

  private func isTrusted(_ address: IPAddress) -> Bool { networks.contains { $0.contains(address) } }

  /// An address as proxies write it: some add the port, and IPv6 then has brackets.
  private static func address(_ item: Substring) -> IPAddress? {
    let text = item.filter { $0 != " " && $0 != "\t" }
    if let plain = IPAddress(text) { return plain.unmapped }
    if text.hasPrefix("[") { return IPAddress(String(text.dropFirst().prefix { $0 != "]" }))?.unmapped }
    return IPAddress(String(text.prefix { $0 != ":" }))
  }
}
