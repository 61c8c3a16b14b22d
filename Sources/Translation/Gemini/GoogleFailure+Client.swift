extension GoogleFailure {
  /// What to tell the client.
  package var failure: ProxyFailure {
    var failure = ProxyFailure(kind, message: message, retryAfter: retryAfter)
    if httpStatus == 401 || httpStatus == 403 {
      // The proxy's own account, not the client's key; the details would name it and its project.
      failure.code = "upstream_authentication"
    } else {
      if !status.isEmpty { failure.googleStatus = status }
      failure.googleDetails = details
    }
    return failure
  }

  private var kind: ProxyFailure.Kind {
    switch httpStatus {
    case 400:
      message.contains("exceeds the maximum number of tokens") ? .contextTooLong : .invalidRequest
    // The proxy's own account was refused: with a 401 clients would throw away the user's key.
    case 401: .upstreamAuthentication
    // Asking again is in vain, which SDKs know of a 403 and not of a 502.
    case 403: .permission
    case 404: .modelNotFound
    case 413: .requestTooLarge
    case 429:
      switch reason {
      case "QUOTA_EXHAUSTED", "INSUFFICIENT_G1_CREDITS_BALANCE": .quotaExhausted
      case "MODEL_CAPACITY_EXHAUSTED", "MODEL_CAPACITY_EXCEEDED": .overloaded
      default: .rateLimited
      }
    case 503: .overloaded
    case 408, 504: .upstreamTimeout
    default: .upstreamUnavailable
    }
  }
}
