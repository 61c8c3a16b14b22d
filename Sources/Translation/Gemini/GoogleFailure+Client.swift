extension GoogleFailure {
  /// What to tell the client.
  package var failure: ProxyFailure {
    var failure = ProxyFailure(kind, message: message, retryAfter: retryAfter)
    switch cause {
    case .credential, .permission:
      // The proxy's own account, not the client's key; the details would name it and its project.
      failure.code = code(of: cause)
      // Google's words alone sound as if the client's key were meant.
      if reason == "API_KEY_INVALID" { failure.message = "Google does not accept the proxy's own key: \(message)" }
    default:
      if !status.isEmpty { failure.googleStatus = status }
      failure.googleDetails = details
    }
    return failure
  }

  private var kind: ProxyFailure.Kind {
    switch cause {
    // The proxy's own account was refused: with a 401 clients would throw away the user's key.
    case .credential: .upstreamAuthentication
    // Asking again is in vain, which SDKs know of a 403 and not of a 502.
    case .permission: .permission
    case .model: .modelNotFound
    case .rateLimit: .rateLimited
    case .quota: .quotaExhausted
    case .capacity: .overloaded
    case .request where message.contains("exceeds the maximum number of tokens"): .contextTooLong
    case .request where httpStatus == 413: .requestTooLarge
    case .request where httpStatus == 400: .invalidRequest
    case .server where httpStatus == 408 || httpStatus == 504: .upstreamTimeout
    case .request, .server: .upstreamUnavailable
    }
  }

  private func code(of cause: Cause) -> String {
    switch cause {
    case .permission(.validation): "account_validation_required"
    case .permission(.terms): "account_terms_violation"
    case .permission(.licence): "no_license"
    default: "upstream_authentication"
    }
  }
}
