extension OpenAIError {
  /// The fields of an answer to a key with limits (https://platform.openai.com/docs/guides/rate-limits).
  package static func fields(of limits: RateLimits) -> [ErrorBody.Field] {
    var fields: [ErrorBody.Field] = []
    for (allowance, name) in [(limits.requests, "requests"), (limits.tokens, "tokens")] {
      guard let allowance else { continue }
      fields.append(ErrorBody.Field("x-ratelimit-limit-\(name)", "\(allowance.limit)"))
      fields.append(ErrorBody.Field("x-ratelimit-remaining-\(name)", "\(allowance.remaining)"))
      fields.append(ErrorBody.Field("x-ratelimit-reset-\(name)", duration(wholeSeconds(allowance.reset))))
    }
    return fields
  }

  /// What some clients read instead of `Retry-After`.
  static func rateLimitFields(_ failure: ProxyFailure) -> [ErrorBody.Field] {
    if let limits = failure.limits { return fields(of: limits) }
    guard failure.kind == .rateLimited || failure.kind == .quotaExhausted, let seconds = failure.retryAfter,
      seconds.isFinite
    else { return [] }
    return [
      ErrorBody.Field("x-ratelimit-remaining-requests", "0"),
      ErrorBody.Field("x-ratelimit-reset-requests", duration(wholeSeconds(seconds))),
    ]
  }

  private static func wholeSeconds(_ seconds: Double) -> Int { Int(min(max(seconds, 0), 1e9).rounded(.up)) }

  /// Such as `6m0s`.
  private static func duration(_ seconds: Int) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    return (hours > 0 ? "\(hours)h" : "") + (seconds >= 60 ? "\(minutes)m" : "") + "\(rest)s"
  }
}
