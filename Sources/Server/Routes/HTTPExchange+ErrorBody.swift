internal import Translation

extension HTTPExchange {
  /// Answers with an error body; `retryAfter` in seconds becomes `Retry-After`, rounded up.
  func respond(_ error: ErrorBody, retryAfter: Double?) async throws(Failure) {
    var fields: HTTPFields = ["Content-Type": error.contentType]
    if let retryAfter, retryAfter.isFinite {
      fields.append("Retry-After", "\(Int(min(max(retryAfter, 0), 1e9).rounded(.up)))")
    }
    try await respond(status: error.status, fields: fields, body: error.bytes)
  }
}
