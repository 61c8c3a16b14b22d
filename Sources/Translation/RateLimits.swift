/// How much of its limits a client's key has left, for the header fields of each API.
package struct RateLimits: Sendable, Equatable {
  /// One limit.
  package struct Allowance: Sendable, Equatable {
    package var limit: Int
    package var remaining: Int
    /// Seconds until it is whole again, or on a refusal until asking makes sense.
    package var reset: Double
    /// The same moment in RFC 3339.
    package var resetTime: String

    package init(limit: Int, remaining: Int, reset: Double, resetTime: String) {
      self.limit = limit
      self.remaining = remaining
      self.reset = reset
      self.resetTime = resetTime
    }
  }

  /// Nil where there is no such limit.
  package var requests: Allowance?
  package var tokens: Allowance?

  package init(requests: Allowance? = nil, tokens: Allowance? = nil) {
    self.requests = requests
    self.tokens = tokens
  }
}
