/// Errors in the form of OpenAI's APIs: `{"error":{"message","type","param","code"}}`.
package enum OpenAIError {
  package static func body(_ failure: ProxyFailure) -> ErrorBody {
    var bytes: [UInt8] = []
    write(failure, into: &bytes)
    return ErrorBody(status: failure.status, bytes: bytes, fields: rateLimitFields(failure))
  }

  /// How long to wait, in the words that clients look for.
  private static func wait(_ failure: ProxyFailure) -> String {
    guard let seconds = failure.retryAfter, seconds.isFinite, seconds >= 0 else { return "" }
    return " (try again in \(Int(min(max(seconds, 1), 1e9).rounded(.up)))s)"
  }

  /// The message, with how long to wait.
  static func message(of failure: ProxyFailure) -> String { failure.message + wait(failure) }

  /// The machine-readable code; nil where OpenAI has none.
  static func code(of failure: ProxyFailure) -> String? { failure.code ?? failure.kind.openAICode.map { "\($0)" } }

  static func type(of failure: ProxyFailure) -> StaticString { failure.kind.openAIType }

  /// Appends the error object, the same for an answer and for an event of a stream.
  package static func write(_ failure: ProxyFailure, into output: inout [UInt8]) {
    output.append(literal: "{\"error\":{\"message\":")
    JSONWriter.string(message(of: failure), into: &output)
    output.append(literal: ",\"type\":\"")
    output.append(literal: failure.kind.openAIType)
    output.append(literal: "\",\"param\":")
    if let parameter = failure.parameter {
      JSONWriter.string(parameter, into: &output)
    } else {
      output.append(literal: "null")
    }
    output.append(literal: ",\"code\":")
    if let code = failure.code {
      JSONWriter.string(code, into: &output)
    } else if let code = failure.kind.openAICode {
      output.append(UInt8(ascii: "\""))
      output.append(literal: code)
      output.append(UInt8(ascii: "\""))
    } else {
      output.append(literal: "null")
    }
    output.append(literal: "}}")
  }
}

extension ProxyFailure.Kind {
  fileprivate var openAIType: StaticString {
    switch self {
    case .invalidRequest, .contextTooLong, .modelNotFound, .notFound, .requestTooLarge: "invalid_request_error"
    case .authentication: "authentication_error"
    case .permission: "permission_error"
    case .rateLimited: "rate_limit_error"
    case .quotaExhausted: "insufficient_quota"
    case .overloaded, .upstreamUnavailable, .upstreamAuthentication, .upstreamTimeout, .internal: "server_error"
    }
  }

  fileprivate var openAICode: StaticString? {
    switch self {
    case .invalidRequest, .notFound, .permission: nil
    case .contextTooLong: "context_length_exceeded"
    case .authentication: "invalid_api_key"
    case .modelNotFound: "model_not_found"
    case .requestTooLarge: "request_too_large"
    case .rateLimited: "rate_limit_exceeded"
    case .quotaExhausted: "insufficient_quota"
    case .overloaded: "server_is_overloaded"
    case .upstreamUnavailable: "upstream_unavailable"
    case .upstreamAuthentication: "upstream_authentication"
    case .upstreamTimeout: "upstream_timeout"
    case .internal: "internal_error"
    }
  }
}
