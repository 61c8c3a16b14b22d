/// A request that cannot be served; the connection must be closed after the answer, since framing is no longer trusted.
package struct HTTPParseError: Error, Hashable, Sendable {
  /// The status to answer with: 400, 408, 411, 413, 414, 415, 417, 431, 501 or 505.
  package let status: Int
  /// One sentence for the person who wrote the client; never quotes bytes of the request.
  package let reason: String

  package init(status: Int, reason: String) {
    self.status = status
    self.reason = reason
  }

  static func badRequest(_ reason: String) -> HTTPParseError { HTTPParseError(status: 400, reason: reason) }
}
