/// What all connections and requests together may take.
package struct ServerLimits: Sendable {
  /// Connections open at once; further ones are told 503 and closed.
  package var maximumConnections = Int.max
  /// Requests under way at once that take a slot; further ones are told 503.
  package var maximumRequests = Int.max
  /// Bytes of bodies and of pending output of all connections; a body that does not fit is told 503.
  package var maximumBufferedBytes = Int.max

  package init() {}
}
