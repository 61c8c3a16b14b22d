/// Errors in Google's form: `{"error":{"code","message","status","details"}}`.
package enum GeminiError {
  package static func body(_ failure: ProxyFailure) -> ErrorBody {
    var bytes: [UInt8] = []
    write(failure, into: &bytes)
    return ErrorBody(status: failure.status, bytes: bytes)
  }

  /// Appends the error object, the same for an answer and inside a stream.
  package static func write(_ failure: ProxyFailure, into output: inout [UInt8]) {
    output.append(literal: "{\"error\":{\"code\":")
    JSONWriter.integer(failure.status, into: &output)
    output.append(literal: ",\"message\":")
    JSONWriter.string(failure.message, into: &output)
    output.append(literal: ",\"status\":")
    JSONWriter.string(
      failure.googleStatus ?? "\(failure.status == 501 ? "UNIMPLEMENTED" : failure.kind.googleStatus)", into: &output)
    if failure.googleDetails.count > 2 {
      output.append(literal: ",\"details\":")
      output.append(contentsOf: failure.googleDetails)
    } else if let limits = failure.limits {
      output.append(literal: ",\"details\":")
      output.append(contentsOf: details(of: limits, retryAfter: failure.retryAfter))
    } else if let seconds = failure.retryAfter, seconds.isFinite {
      output.append(literal: ",\"details\":[")
      writeRetryInfo(seconds, into: &output)
      output.append(UInt8(ascii: "]"))
    }
    output.append(literal: "}}")
  }
}

extension ProxyFailure.Kind {
  /// The word of Google's error model for this kind.
  fileprivate var googleStatus: StaticString {
    switch self {
    case .invalidRequest, .contextTooLong, .requestTooLarge: "INVALID_ARGUMENT"
    case .authentication: "UNAUTHENTICATED"
    case .permission: "PERMISSION_DENIED"
    case .modelNotFound, .notFound: "NOT_FOUND"
    case .rateLimited, .quotaExhausted: "RESOURCE_EXHAUSTED"
    case .overloaded, .upstreamUnavailable, .upstreamAuthentication: "UNAVAILABLE"
    case .upstreamTimeout: "DEADLINE_EXCEEDED"
    case .internal: "INTERNAL"
    }
  }
}
