internal import OAuth
internal import Server

/// A whole request, as the simulated services look at it.
struct SimulatedRequest: Sendable {
  let method: HTTPMethod
  /// Still percent-encoded: the colon of custom methods is matched in it.
  let path: String
  let query: [(name: String, value: String)]
  let fields: HTTPFields
  let body: [UInt8]

  init(head: HTTPRequestHead, body: [UInt8]) {
    method = head.method
    path = head.target.path
    query = FormEncoding.decode(head.target.query ?? "")
    fields = head.fields
    self.body = body
  }

  func queryItem(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// The access token, nil where none was sent.
  var bearer: String? {
    guard let value = fields.first("authorization"), value.lowercased().hasPrefix("bearer ") else { return nil }
    let token = value.dropFirst("Bearer ".count)
    return token.isEmpty ? nil : String(token)
  }

  var asksForEvents: Bool { queryItem("alt") == "sse" }

  /// The fields of an HTML form.
  var form: [String: String] {
    Dictionary(FormEncoding.decode(String(decoding: body, as: UTF8.self)).map { ($0.name, $0.value) }) { first, _ in
      first
    }
  }
}
