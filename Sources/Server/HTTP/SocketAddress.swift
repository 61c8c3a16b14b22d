internal import CCurl
internal import Glibc
internal import Transport

/// Where a server listens.
package enum ListenAddress: Sendable, Hashable {
  /// A host name or address, and a port; 0 lets the system choose.
  case tcp(host: String, port: Int)
  /// The path of a Unix socket.
  case unix(path: String)
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
    return "cannot listen on \(place): \(detail)"
  }
}
