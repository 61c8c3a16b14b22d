/// Errors in the form of Anthropic's API: `{"type":"error","error":{"type","message"}}`.
package enum AnthropicError {
  package static func body(_ failure: ProxyFailure) -> ErrorBody {
    var bytes: [UInt8] = []
    write(failure, into: &bytes)
    // Anthropic's own status for having no capacity, which its clients wait for longer.
    return ErrorBody(
      status: failure.status == 503 ? 529 : failure.status, bytes: bytes, fields: failure.limits.map(fields) ?? [])
  }

  /// Appends the error object, the same for an answer and for an event of a stream.
  static func write(_ failure: ProxyFailure, into output: inout [UInt8]) {
    output.append(literal: "{\"type\":\"error\",\"error\":{\"type\":\"")
    output.append(literal: type(of: failure))
    output.append(literal: "\",\"message\":")
    JSONWriter.string(message(of: failure), into: &output)
    output.append(UInt8(ascii: "}"))
    if let id = failure.requestID, !id.isEmpty {
      output.append(literal: ",\"request_id\":")
      JSONWriter.string(id, into: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func type(of failure: ProxyFailure) -> StaticString {
    switch failure.kind {
    case .invalidRequest, .contextTooLong: "invalid_request_error"
    case .authentication: "authentication_error"
    case .permission: "permission_error"
    case .modelNotFound, .notFound: "not_found_error"
    case .requestTooLarge: "request_too_large"
    case .rateLimited, .quotaExhausted: "rate_limit_error"
    case .overloaded: "overloaded_error"
    case .upstreamTimeout: "timeout_error"
    case .upstreamUnavailable, .upstreamAuthentication, .internal: "api_error"
    }
  }

  /// Clients shorten the conversation when they read that the prompt is too long, in these words.
  private static func message(of failure: ProxyFailure) -> String {
    guard failure.kind == .contextTooLong else { return failure.message }
    let numbers = failure.message.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 2 else { return "prompt is too long: \(failure.message)" }
    return "prompt is too long: \(numbers[0]) tokens > \(numbers[1]) maximum"
  }
}
