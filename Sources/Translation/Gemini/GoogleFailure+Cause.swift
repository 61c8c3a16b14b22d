extension GoogleFailure {
  /// What a failure is about: whom it concerns, and whether anything helps.
  package enum Cause: Sendable, Hashable {
    /// The request itself; every account would be told the same.
    case request
    /// The access token: a fresh one may be taken.
    case credential
    /// The account may not do this. Asking again is what Google's terms forbid.
    case permission(Refusal)
    /// There is no such model, or none for this account.
    case model
    /// The account has asked this model too often for the moment.
    case rateLimit
    /// The account's quota of this model is used up until its reset.
    case quota
    /// The model has no capacity; no account is to blame.
    case capacity
    /// A slip of Google's that the next attempt may not meet.
    case server
  }

  /// Why an account is refused.
  package enum Refusal: Sendable, Hashable {
    /// Its owner must confirm it at Google.
    case validation
    /// Google has ended it for a violation of its terms.
    case terms
    /// It has no licence for the product.
    case licence
    /// The project, the API in it, or the account's role there.
    case project
    /// A policy of its organisation.
    case policy
    case other
  }

  /// Longer waits count as a quota that is used up (protocol 5.7).
  package static let longestRateLimit = 300.0

  package var cause: Cause {
    switch httpStatus {
    case 400 where reason == "API_KEY_INVALID": .permission(.other)
    case 401: .credential
    case 403: .permission(refusal)
    case 404: .model
    case 429, 503: exhaustion
    case 408, 499: .server
    case 400..<500, 501: .request
    default: .server
    }
  }

  private var refusal: Refusal {
    switch reason {
    case "VALIDATION_REQUIRED": .validation
    case "TOS_VIOLATION": .terms
    case "SUBSCRIPTION_REQUIRED": .licence
    case "SERVICE_DISABLED", "CONSUMER_INVALID", "IAM_PERMISSION_DENIED", "USER_PROJECT_DENIED": .project
    case "SECURITY_POLICY_VIOLATED": .policy
    default: message.contains("#3501") ? .licence : .other
    }
  }

  private var exhaustion: Cause {
    if quotaPeriod == .day || grantsNothing { return .quota }
    switch reason {
    case "MODEL_CAPACITY_EXHAUSTED", "MODEL_CAPACITY_EXCEEDED": return .capacity
    case "QUOTA_EXHAUSTED", "INSUFFICIENT_G1_CREDITS_BALANCE": return .quota
    default: break
    }
    guard httpStatus == 429 else { return .capacity }
    if message.contains("No capacity available") { return .capacity }
    if let retryAfter { return retryAfter > Self.longestRateLimit ? .quota : .rateLimit }
    return message.contains("exhausted your capacity") ? .quota : .rateLimit
  }

  /// `limit: 0` in the message, which `limit: 0.5` and `limit: 05` do not say.
  private var grantsNothing: Bool {
    let bytes = Array(message.utf8.prefix(4096))
    let words = Array("limit: 0".utf8)
    guard bytes.count >= words.count else { return false }
    for start in 0...(bytes.count - words.count) where bytes[start...].starts(with: words) {
      var rest = bytes.dropFirst(start + words.count)
      if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst() }
      if !(0x30...0x39).contains(rest.first ?? 0) { return true }
    }
    return false
  }
}
