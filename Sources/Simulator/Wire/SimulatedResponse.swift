internal import Server

/// A whole answer.
struct SimulatedResponse: Sendable {
  static let jsonType = "application/json; charset=UTF-8"

  var status: Int
  var fields: HTTPFields
  var body: [UInt8]

  init(status: Int, fields: HTTPFields, body: [UInt8]) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// An answer of the API front end, with the fields that it sends along.
  static func api(_ json: GoogleJSON, status: Int = 200, traceID: String? = TraceID.new()) -> SimulatedResponse {
    var fields = HTTPFields.frontEnd(traceID: traceID)
    fields.append("Content-Type", jsonType)
    return SimulatedResponse(status: status, fields: fields, body: json.pretty)
  }

  /// An answer of the sign-in servers, which forbid caches to keep it.
  static func signIn(_ json: GoogleJSON, status: Int = 200) -> SimulatedResponse {
    let fields: HTTPFields = [
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
      "Pragma": "no-cache",
      "Server": "scaffolding on HTTPServer2",
      "Vary": "Origin, X-Origin, Referer",
      "X-Content-Type-Options": "nosniff",
    ]
    return SimulatedResponse(status: status, fields: fields, body: json.pretty)
  }

  /// A page for people, as the front end answers a path that it does not know.
  static func page(status: Int, _ text: String) -> SimulatedResponse {
    let body = "<!DOCTYPE html>\n<html lang=en>\n<title>Error \(status)</title>\n<p><b>\(status).</b> \(text)\n"
    let fields: HTTPFields = ["Content-Type": "text/html; charset=UTF-8", "Referrer-Policy": "no-referrer"]
    return SimulatedResponse(status: status, fields: fields, body: Array(body.utf8))
  }

  static func redirect(to address: String) -> SimulatedResponse {
    let fields: HTTPFields = ["Location": address, "Cache-Control": "no-store", "Content-Type": "text/html"]
    return SimulatedResponse(status: 302, fields: fields, body: [])
  }
}

extension HTTPFields {
  /// What the front end adds to every answer of an API (protocol 4); only Code Assist numbers its answers.
  static func frontEnd(traceID: String?) -> HTTPFields {
    var fields = common
    if let traceID { fields.append("X-CloudAICompanion-Trace-Id", traceID) }
    return fields
  }

  private static let common: HTTPFields =
    [
      "Server": "ESF",
      "Vary": "Origin, X-Origin, Referer",
      "Server-Timing": "gfet4t7; dur=12",
      "Alt-Svc": "h3=\":443\"; ma=2592000,h3-29=\":443\"; ma=2592000",
      "X-XSS-Protection": "0",
      "X-Frame-Options": "SAMEORIGIN",
      "X-Content-Type-Options": "nosniff",
    ]
}
