internal import Translation

extension RouteTable {
  /// Describes everything that is served here.
  func respondWithDescription(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    // The first time it is put together of its parts, which takes longer than an event loop may be kept.
    let document = await LongWork.run { [version = services.version] in OpenAPIDocument(version: version) }
    let fields: HTTPFields = ["ETag": document.entityTag, "Cache-Control": "no-cache"]
    guard !document.isKnown(exchange.head.fields.all("if-none-match")) else {
      return try await exchange.respond(status: 304, fields: fields, body: [])
    }
    var described = fields
    described.append("Content-Type", "application/json")
    try await exchange.respond(status: 200, fields: described, body: document.json)
  }
}
