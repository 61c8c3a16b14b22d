internal import Translation

/// What a path below `/v1/responses/` asks for.
enum StoredResponsePath: Equatable {
  case response(String)
  case inputItems(String)
}

extension RouteTable {
  /// Shows or forgets a response; another client's does not exist for this one.
  func serve(
    _ path: StoredResponsePath, _ client: ClientIdentity, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    let store = services.responses
    let id =
      switch path {
      case .response(let id), .inputItems(let id): id
      }
    guard let stored = store.response(id, client: client.id) else {
      let message = "There is no response '\(id.prefix(128))' that is kept here."
      return try await exchange.respond(ProxyFailure(.notFound, message: message), as: OpenAIError.body)
    }
    switch path {
    case .response where exchange.head.method == .delete:
      _ = store.delete(id, client: client.id)
      var body = Array("{\"id\":".utf8)
      JSONWriter.string(id, into: &body)
      body += Array(",\"object\":\"response\",\"deleted\":true}".utf8)
      try await exchange.respond(json: body)
    case .response: try await exchange.respond(json: stored.body)
    case .inputItems:
      try await exchange.respond(
        json: Array("{\"object\":\"list\",\"data\":[".utf8) + (stored.input ?? []) + Array("],\"has_more\":false}".utf8)
      )
    }
  }

  /// Some clients try a WebSocket first, and go on at once when told that there is none.
  func refuseUpgrade(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    let message = "Responses are made by POST; there is no WebSocket here."
    try await exchange.respond(ProxyFailure(.invalidRequest, status: 426, message: message), as: OpenAIError.body)
  }
}
