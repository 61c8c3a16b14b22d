internal import Translation

extension HTTPExchange {
  /// Answers with a failure in the shape that `form` gives it.
  func respond(_ failure: ProxyFailure, as form: (ProxyFailure) -> ErrorBody) async throws(Failure) {
    var failure = failure
    failure.requestID = requestID
    try await respond(form(failure), retryAfter: failure.retryAfter)
  }

  /// Answers with an error body; `retryAfter` in seconds becomes `Retry-After`, rounded up.
  func respond(_ error: ErrorBody, retryAfter: Double? = nil) async throws(Failure) {
    var fields: HTTPFields = ["Content-Type": error.contentType]
    if let retryAfter = retryAfter ?? Self.defaultRetryAfter[error.status], retryAfter.isFinite {
      fields.append("Retry-After", "\(Int(min(max(retryAfter, 0), 1e9).rounded(.up)))")
    }
    for field in error.fields {
      // What the failure says of a limit is newer than what the admission said.
      commonFields.remove(field.name)
      fields.append(field.name, field.value)
    }
    try await respond(status: error.status, fields: fields, body: error.bytes)
  }

  /// Seconds where nobody told any: clients that get none come back at once or never. Google's limits are per minute.
  private static let defaultRetryAfter: [Int: Double] = [429: 30, 503: 1, 529: 1]

  /// Answers 200 with a JSON body.
  func respond(json: [UInt8]) async throws(Failure) {
    try await respond(status: 200, fields: ["Content-Type": "application/json"], body: json)
  }
}
