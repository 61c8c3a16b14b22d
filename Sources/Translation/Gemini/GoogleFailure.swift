/// An error of Google's, read from whichever of its forms it came in.
package struct GoogleFailure: Error, Sendable, Equatable {
  /// The HTTP status of the answer, or the code in the body when it came inside a stream.
  package var httpStatus: Int
  /// `error.code`.
  package var code: Int
  /// `error.status`, such as `RESOURCE_EXHAUSTED`; empty if the body had none.
  package var status: String
  /// `error.message`, verbatim.
  package var message: String
  /// `reason` of the first `ErrorInfo` detail, such as `QUOTA_EXHAUSTED`.
  package var reason: String?
  /// Seconds, from `RetryInfo.retryDelay`.
  package var retryAfter: Double?

  package init(
    httpStatus: Int, code: Int, status: String, message: String, reason: String? = nil, retryAfter: Double? = nil
  ) {
    self.httpStatus = httpStatus
    self.code = code
    self.status = status
    self.message = message
    self.reason = reason
    self.retryAfter = retryAfter
  }

  /// Reads an error body in any of Google's encodings; what is no JSON becomes the message.
  package init(httpStatus: Int, body: [UInt8]) {
    self.init(httpStatus: httpStatus, code: httpStatus, status: "", message: "")
  }

  /// What to tell the client.
  package var failure: ProxyFailure {
    ProxyFailure(.upstreamUnavailable, message: message, retryAfter: retryAfter)
  }
}
