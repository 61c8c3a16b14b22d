internal import Translation
internal import Transport

/// Which dialect sits on which path.
package struct RouteTable: Sendable {
  private enum Route {
    case chatCompletions
    case openAIModels
    case health
  }

  private let services: RouteServices

  package init(services: RouteServices) {
    self.services = services
  }

  /// Answers one request; every path through here ends in an answer or in a client that has gone.
  package func handle(_ exchange: HTTPExchange) async {
    do {
      try await dispatch(exchange)
    } catch {
      // The client has gone; there is nobody to tell.
    }
  }

  private func dispatch(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    let head = exchange.head
    guard let (route, methods) = Self.route(for: head.target) else {
      let failure = ProxyFailure(
        .notFound, message: "There is nothing at \(head.target.path.prefix(200)). Chat is at POST /v1/chat/completions."
      )
      return try await exchange.respond(OpenAIError.body(failure), retryAfter: nil)
    }
    guard methods.contains(head.method) else {
      let failure = ProxyFailure(
        .invalidRequest, status: 405, message: "This path answers \(methods.map(\.name).joined(separator: ", ")) only.")
      return try await exchange.respond(OpenAIError.body(failure), retryAfter: nil)
    }
    if route != .health, !services.clientKeys.accept(head) {
      let failure = ProxyFailure(
        .authentication, message: "The API key is missing or not one of this proxy's keys (api_keys in config.json).")
      return try await exchange.respond(OpenAIError.body(failure), retryAfter: nil)
    }
    switch route {
    case .chatCompletions: try await DialectRoute<ChatCompletions>(services: services).serve(exchange)
    case .openAIModels:
      let body = OpenAIModels.list(services.catalogue, created: RouteServices.unixTime())
      try await exchange.respond(status: 200, fields: ["Content-Type": "application/json"], body: body)
    case .health:
      let body = Array(#"{"status":"healthy","version":"\#(services.version)"}"#.utf8)
      try await exchange.respond(status: 200, fields: ["Content-Type": "application/json"], body: body)
    }
  }

  private static func route(for target: HTTPTarget) -> (Route, [HTTPMethod])? {
    // Clients append to base URLs in every way: doubled and trailing slashes, a doubled or missing /v1.
    guard var segments = target.segments?.filter({ !$0.isEmpty }) else { return nil }
    while segments.first == "v1" { segments.removeFirst() }
    switch segments {
    case ["chat", "completions"]: return (.chatCompletions, [.post])
    case ["models"]: return (.openAIModels, [.get, .head])
    case ["health"]: return (.health, [.get, .head])
    default: return nil
    }
  }
}
