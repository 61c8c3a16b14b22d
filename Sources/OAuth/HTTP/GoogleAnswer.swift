/// A whole answer of Google's.
package struct GoogleAnswer: Sendable {
  package var status: Int
  package var body: [UInt8]
  /// Seconds, from `Retry-After`.
  package var retryAfter: Int?

  package init(status: Int, body: [UInt8], retryAfter: Int? = nil) {
    self.status = status
    self.body = body
    self.retryAfter = retryAfter
  }

  package var isSuccess: Bool { (200...299).contains(status) }
}
