internal import CCurl
internal import Glibc
internal import Transport

/// Tells the addresses of a host. The fetcher looks at them and then connects to one of them, never to a name.
package protocol MediaResolver: Sendable {
  /// All addresses of a host name or of an address in any notation; empty if there are none or nobody knows.
  func addresses(of host: String) async -> [IPAddress]
}

/// The resolver of the system, on threads of its own. A cancelled look-up is not waited for.
package struct SystemResolver: MediaResolver {
  /// Look-ups that wait for a thread; beyond it they fail at once.
  private static let maximumBacklog = 256

  package init() {}

  package func addresses(of host: String) async -> [IPAddress] {
    guard BlockingExecutor.nameLookups.backlog < Self.maximumBacklog else { return [] }
    let found = Lock<[IPAddress]>([])
    let slot = WaitSlot()
    BlockingExecutor.nameLookups.post {
      let addresses = Self.lookUp(host)
      found.withLock { $0 = addresses }
      slot.signal()
    }
    await slot.wait { slot.signal() }
    return found.withLock { $0 }
  }

  /// Blocks.
  private static func lookUp(_ host: String) -> [IPAddress] {
    var hints = addrinfo()
    hints.ai_flags = AI_ADDRCONFIG
    hints.ai_socktype = ccurl_stream_type
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [IPAddress] = []
    var next = list
    while let info = next?.pointee {
      next = info.ai_next
      if let address = info.ai_addr.flatMap({ IPAddress($0) }), !addresses.contains(address) {
        addresses.append(address)
      }
    }
    return addresses
  }
}
