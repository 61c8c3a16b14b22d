extension AnthropicError {
  /// The fields of an answer to a key with limits (https://docs.claude.com/en/api/rate-limits#response-headers).
  package static func fields(of limits: RateLimits) -> [ErrorBody.Field] {
    var fields: [ErrorBody.Field] = []
    for (allowance, name) in [(limits.requests, "requests"), (limits.tokens, "tokens")] {
      guard let allowance else { continue }
      fields.append(ErrorBody.Field("anthropic-ratelimit-\(name)-limit", "\(allowance.limit)"))
      fields.append(ErrorBody.Field("anthropic-ratelimit-\(name)-remaining", "\(allowance.remaining)"))
      fields.append(ErrorBody.Field("anthropic-ratelimit-\(name)-reset", allowance.resetTime))
    }
    return fields
  }
}
