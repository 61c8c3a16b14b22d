package import Translation
package import Transport

/// Why an account is not asked for a while, and what clients are told meanwhile.
package struct PoolObstacle: Sendable, Equatable {
  package enum Reason: Sendable, Hashable {
    /// Too many requests for the moment.
    case rateLimit
    /// Used up until its reset.
    case quota
    /// The model has no capacity for it.
    case capacity
    /// It may not be used: the licence, a confirmation or the terms stand in the way.
    case permission
    /// Its access tokens are not accepted.
    case credential
  }

  package var reason: Reason
  package var until: MonotonicInstant
  package var failure: ProxyFailure
}
