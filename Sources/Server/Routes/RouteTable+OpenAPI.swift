internal import Translation

extension RouteTable {
  /// Describes everything that is served here, once for each version of the program.
  func respondWithDescription(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    let document = OpenAPIDocument(version: services.version)
    let fields: HTTPFields = ["ETag": document.entityTag, "Cache-Control": "no-cache"]
    guard !document.isKnown(exchange.head.fields.all("if-none-match")) else {
      return try await exchange.respond(status: 304, fields: fields, body: [])
    }
    var described = fields
    described.append("Content-Type", "application/json")
    try await exchange.respond(status: 200, fields: described, body: document.json)
  }
}
