internal import Translation

extension AnswerFault {
  /// What kind of failure it is, for metrics; nil where upstream is not to blame.
  var metricClass: String? {
    switch outcome {
    case .refused(let refusal, _): Self.metricClass(refusal.cause)
    case .unreached: "unreachable"
    case .dropped: "dropped"
    case .useless: "useless"
    case .unavailable: nil
    case .hopeless:
      switch failure.kind {
      case .upstreamTimeout: "timeout"
      case .upstreamUnavailable: "broken"
      default: nil
      }
    }
  }

  /// Why the account rests after it, for metrics; nil where it does not.
  var cooldownReason: String? {
    guard case .refused(let refusal, _) = outcome else { return nil }
    switch refusal.cause {
    case .rateLimit, .quota: return Self.metricClass(refusal.cause)
    case .capacity: return refusal.retryAfter == nil ? nil : Self.metricClass(refusal.cause)
    case .permission(.project), .permission(.policy), .permission(.other): return nil
    case .permission, .credential: return Self.metricClass(refusal.cause)
    case .request, .model, .server: return nil
    }
  }

  private static func metricClass(_ cause: GoogleFailure.Cause) -> String {
    switch cause {
    case .request: "request"
    case .credential: "credential"
    case .permission: "permission"
    case .model: "model"
    case .rateLimit: "rate_limit"
    case .quota: "quota"
    case .capacity: "capacity"
    case .server: "server"
    }
  }
}
