internal import Server

/// An error of the simulated services: a `google.rpc.Status`.
struct SimulatedError: Error, Sendable {
  var code: Int
  var status: String
  var message: String
  var details: [GoogleJSON] = []

  init(_ code: Int, _ status: String, _ message: String, details: [GoogleJSON] = []) {
    self.code = code
    self.status = status
    self.message = message
    self.details = details
  }

  static func invalidArgument(_ message: String) -> SimulatedError {
    SimulatedError(400, "INVALID_ARGUMENT", message)
  }

  static let notFound = SimulatedError(404, "NOT_FOUND", "Requested entity was not found.")

  /// The reason in the older encoding.
  var legacyReason: String {
    switch code {
    case 400: "badRequest"
    case 401: "authError"
    case 403: details.contains { $0.isErrorInfo("SERVICE_DISABLED") } ? "accessNotConfigured" : "forbidden"
    case 404: "notFound"
    case 429: "rateLimitExceeded"
    default: "backendError"
    }
  }

  /// The body in one of the service's two encodings (protocol 5.1), byte for byte.
  func body(legacy: Bool) -> [UInt8] {
    let older: GoogleJSON? =
      legacy ? [["message": .string(message), "domain": "global", "reason": .string(legacyReason)]] : nil
    let json = GoogleJSON.members([
      "error": .members([
        "code": .int(code), "message": .string(message), "errors": older, "status": .string(status),
        "details": details.isEmpty ? nil : .array(details),
      ])
    ])
    guard legacy else { return json.pretty }
    return Array("[".utf8) + json.pretty + Array("]".utf8)
  }

  /// The answer to a request, in the form that its sender gets.
  func response(to request: SimulatedRequest) -> SimulatedResponse {
    let isCodeAssist = request.path.hasPrefix("/v1internal")
    let form = ErrorForm(
      userAgent: isCodeAssist ? request.fields.first("user-agent") : nil, isSSE: request.asksForEvents)
    var response = SimulatedResponse(
      status: code, fields: .frontEnd(traceID: isCodeAssist ? TraceID.new() : nil), body: body(legacy: form.isLegacy))
    response.fields.append("Content-Type", form.contentType)
    if code == 401 {
      response.fields.append(
        "WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"")
    }
    return response
  }
}

extension GoogleJSON {
  /// A `google.rpc.ErrorInfo`.
  static func errorInfo(
    _ reason: String, domain: String = "cloudcode-pa.googleapis.com", metadata: GoogleJSON? = nil
  ) -> GoogleJSON {
    .members([
      "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": .string(reason), "domain": .string(domain),
      "metadata": metadata,
    ])
  }

  fileprivate func isErrorInfo(_ reason: String) -> Bool {
    guard case .object(let members) = self else { return false }
    return members.contains {
      if $0.key == "reason", case .string(let value) = $0.value { value == reason } else { false }
    }
  }
}
