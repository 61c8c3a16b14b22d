internal import Server

/// Errors of which the bytes matter, not the meaning.
enum RawError: Sendable {
  /// The older encoding, whoever asks.
  case array
  /// The newer encoding as `application/json`.
  case object
  /// The newer encoding under the name of an event stream.
  case eventStream
  /// A page of some proxy on the way.
  case page
  /// A status and nothing else.
  case empty

  var response: SimulatedResponse {
    let error = SimulatedError.invalidArgument("Request contains an invalid argument.")
    var fields = HTTPFields.frontEnd(traceID: TraceID.new())
    switch self {
    case .array, .object: fields.append("Content-Type", SimulatedResponse.jsonType)
    case .eventStream: fields.append("Content-Type", "text/event-stream")
    case .page:
      let page =
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1>"
        + "</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
      return SimulatedResponse(status: 502, fields: ["Content-Type": "text/html"], body: Array(page.utf8))
    case .empty: return SimulatedResponse(status: 503, fields: [:], body: [])
    }
    if case .array = self { return SimulatedResponse(status: 400, fields: fields, body: error.body(legacy: true)) }
    return SimulatedResponse(status: 400, fields: fields, body: error.body(legacy: false))
  }
}
