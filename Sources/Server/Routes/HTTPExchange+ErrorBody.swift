internal import Translation

extension HTTPExchange {
  /// Answers with an error body; `retryAfter` in seconds becomes `Retry-After`, rounded up.
  func respond(_ error: ErrorBody, retryAfter: Double? = nil) async throws(Failure) {
    var fields: HTTPFields = ["Content-Type": error.contentType]
    // Clients that get a 503 without it come back at once or never.
    if let retryAfter = retryAfter ?? (error.status == 503 ? 1 : nil), retryAfter.isFinite {
      fields.append("Retry-After", "\(Int(min(max(retryAfter, 0), 1e9).rounded(.up)))")
    }
    try await respond(status: error.status, fields: fields, body: error.bytes)
  }

  /// Answers 200 with a JSON body.
  func respond(json: [UInt8]) async throws(Failure) {
    try await respond(status: 200, fields: ["Content-Type": "application/json"], body: json)
  }
}
