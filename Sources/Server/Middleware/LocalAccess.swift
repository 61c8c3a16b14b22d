internal import OAuth

/// Tells requests of this machine's own people from all others.
package struct LocalAccess: Sendable {
  /// What the listener lets in.
  package enum Listener: Sendable, Equatable {
    case unixSocket
    /// The kernel lets no other machine connect to it.
    case loopback
    case network
  }

  package enum Verdict: Sendable, Equatable {
    case local
    /// A page elsewhere may have made its name point to this machine.
    case foreignHost
    case remote
  }

  private let listener: Listener
  private let allowedHosts: Set<String>

  package init(listener: Listener, allowedHosts: [String]) {
    self.listener = listener
    self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
  }

  package func verdict(on head: HTTPRequestHead) -> Verdict {
    let isForwarded = head.fields.contains { name, _ in
      let name = name.lowercased()
      return name == "forwarded" || name == "via" || name.hasPrefix("x-forwarded-")
    }
    switch listener {
    case .network: return .remote
    case .unixSocket: return isForwarded ? .remote : .local
    case .loopback:
      guard isOwn(host: head.host ?? "") else { return .foreignHost }
      return isForwarded ? .remote : .local
    }
  }

  /// Whether a page on the request's own say-so comes from elsewhere: then keyless access is not for it.
  package func isCrossSite(_ head: HTTPRequestHead) -> Bool {
    if head.fields.first("sec-fetch-site")?.lowercased() == "cross-site" { return true }
    guard let origin = head.fields.first("origin") else { return false }
    guard let parts = URLParts(origin) else { return true }
    return !parts.isLoopback && !allowedHosts.contains(parts.host)
  }

  private func isOwn(host: String) -> Bool {
    let name = Self.name(of: host.lowercased())
    return ["localhost", "127.0.0.1", "[::1]"].contains(name) || allowedHosts.contains(name)
      || allowedHosts.contains(host.lowercased())
  }

  /// The host without its port; the brackets of an IPv6 address stay.
  private static func name(of host: String) -> String {
    if host.hasPrefix("[") { return String(host.prefix { $0 != "]" }) + "]" }
    return String(host.prefix { $0 != ":" })
  }
}
