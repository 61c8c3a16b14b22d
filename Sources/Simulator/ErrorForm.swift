internal import Server

/// Which of its two error encodings the service chooses: by the caller's `User-Agent` and the endpoint (protocol 5.1).
struct ErrorForm {
  let isLegacy: Bool
  let contentType: String

  init(userAgent: String?, isSSE: Bool) {
    isLegacy = isSSE && (userAgent?.contains("google-api-nodejs-client") ?? false)
    contentType = isSSE && !isLegacy ? "text/event-stream" : "application/json; charset=UTF-8"
  }
}

extension HTTPExchange {
  func respond(_ error: SimulatedError, as form: ErrorForm) async throws(Failure) {
    var fields = SimulatedReply.commonHeaders(traceID: SimulatedReply.newTraceID())
    fields.append("Content-Type", form.contentType)
    try await respond(status: error.code, fields: fields, body: error.body(legacy: form.isLegacy))
  }

  func respond(whole reply: SimulatedReply) async throws(Failure) {
    var body: [UInt8] = []
    reply.writeWhole(into: &body)
    try await respond(status: 200, fields: reply.headers(contentType: "application/json; charset=UTF-8"), body: body)
  }
}
