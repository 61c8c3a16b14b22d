internal import Translation
internal import Transport

extension TokenEndpointError {
  /// Reads a refusal of the token endpoint.
  init(_ answer: GoogleAnswer) {
    let body = try? JSONDocument.parse(answer.body)
    // Google's front ends answer in the shape of its APIs, with `error` an object.
    let code = body?["error"]?.string ?? body?["error"]?["status"]?.string ?? ""
    let given = body?["error_description"]?.string ?? body?["error"]?["message"]?.string ?? ""
    let text = String((given.isEmpty ? code : given).prefix(512))
    let subtype = body?["error_subtype"]?.string ?? ""
    switch code {
    case "invalid_grant":
      let needsPerson = subtype == "invalid_rapt" || text.contains("invalid_rapt")
      self = needsPerson ? .reauthenticationRequired(text) : .invalidGrant(text)
    case "redirect_uri_mismatch": self = .redirectMismatch(text)
    case "invalid_client", "unauthorized_client": self = .invalidClient(text)
    case "invalid_request" where text.contains("client_secret"): self = .invalidClient(text)
    default:
      if answer.status >= 500 || answer.status == 429 || answer.status == 408 || answer.isSuccess {
        let reason = text.isEmpty ? "HTTP status \(answer.status)" : text
        self = .unavailable(reason, retryAfter: answer.retryAfter)
      } else {
        self = .refused(code: code.isEmpty ? "HTTP status \(answer.status)" : code, text)
      }
    }
  }

  init(_ error: TransportError) {
    self = error == .cancelled ? .cancelled : .unavailable("\(error)", retryAfter: nil)
  }
}
