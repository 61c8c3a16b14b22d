internal import OAuth
internal import Translation
internal import Transport

/// Answers each request by what its path asks for.
package struct RouteTable: Sendable {
  let shared: SharedServices

  package init(services: RouteServices) {
    shared = SharedServices(services)
  }

  package var services: RouteServices { shared.value }

  /// Answers one request; every path through here ends in an answer or in a client that has gone.
  package func handle(_ exchange: HTTPExchange) async {
    exchange.client = exchange.peer.map { services.trustedProxies.client(of: exchange.head, from: $0) }
    let path = RoutePath(exchange.head)
    if path.route?.isForPages ?? true {
      for (name, value) in services.cors.fields(for: exchange.head) { exchange.commonFields.append(name, value) }
    }
    if path.surface == .anthropic, !exchange.requestID.isEmpty {
      exchange.commonFields.append("request-id", exchange.requestID)
    }
    do {
      try await dispatch(exchange, path)
    } catch {
      // The client has gone; there is nobody to tell.
    }
  }

  private func dispatch(_ exchange: HTTPExchange, _ path: RoutePath) async throws(HTTPExchange.Failure) {
    if exchange.head.method == .options { return try await respondToOptions(exchange, path) }
    switch admission(exchange, path) {
    case .refused(let failure): try await exchange.respond(failure, as: path.surface.error)
    case .admitted(let route, let client): try await serve(route, client, path.surface, exchange)
    }
  }

  private enum Admission {
    indirect case admitted(Route, ClientIdentity)
    indirect case refused(ProxyFailure)
  }

  /// Whether there is something at the path, and whether the client may have it.
  @inline(never)
  private func admission(_ exchange: HTTPExchange, _ path: RoutePath) -> Admission {
    guard !path.isUnkept else {
      return .refused(
        ProxyFailure(
          .invalidRequest, status: 501, message: "Files and caches are not kept here; send media inline."))
    }
    guard let route = path.route else {
      let message = "There is nothing at \(exchange.head.target.path.prefix(200)). \(Self.whatExists)"
      return .refused(ProxyFailure(.notFound, message: message))
    }
    exchange.label = RouteLabel(route)
    do throws(ProxyFailure) {
      return .admitted(route, try admit(exchange, to: route, path.surface))
    } catch {
      return .refused(error)
    }
  }

  @inline(never)
  private func serve(
    _ route: Route, _ client: ClientIdentity, _ surface: APISurface, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    switch route {
    case .chatCompletions: try await DialectRoute<ChatCompletions>(shared: shared, client: client).serve(exchange)
    case .openAI(let endpoint): try await serve(endpoint, client, exchange)
    case .responses where exchange.head.method == .get: try await refuseUpgrade(exchange)
    case .responses: try await DialectRoute<Responses>(shared: shared, client: client).serve(exchange)
    case .responseTokens: try await DialectRoute<Responses>(shared: shared, client: client).count(exchange)
    case .storedResponse(let path): try await serve(path, client, exchange)
    case .messages: try await DialectRoute<Messages>(shared: shared, client: client).serve(exchange)
    case .messageTokens: try await DialectRoute<Messages>(shared: shared, client: client).count(exchange)
    case .native(let target): try await serve(target, client, exchange)
    case .ollama(let path): try await serve(path, client, exchange)
    case .models: try await respondWithModels(surface, client, exchange)
    case .model(let id): try await respond(model: id, surface, client, exchange)
    case .health:
      try await exchange.respond(json: Array(#"{"status":"healthy","version":"\#(services.version)"}"#.utf8))
    case .ready: try await respondWithReadiness(exchange)
    case .metrics: try await respondWithMetrics(exchange)
    case .openAPI: try await respondWithDescription(exchange)
    case .signIn(let path): try await serve(path, exchange)
    case .root: try await respondWithRoot(exchange)
    case .statusScript: try await respondWithStatusScript(exchange)
    case .status: try await respondWithStatus(exchange)
    }
  }

  /// Decides everything that is decided before the body is read, in the order that tells a stranger least.
  @inline(never)
  private func admit(
    _ exchange: HTTPExchange, to route: Route, _ surface: APISurface
  ) throws(ProxyFailure) -> ClientIdentity {
    let head = exchange.head
    if let refusal = services.keylessRefusal(head, route) { throw refusal }
    guard let client = route.isOpen ? .anyone : try services.knownClient(exchange) else {
      throw ProxyFailure(
        .authentication, message: "The API key is missing or not one of this proxy's keys (\"api_keys\").")
    }
    exchange.keyName = client.name
    guard route.methods.contains(head.method) else {
      exchange.commonFields.append("Allow", Self.allowed(route))
      throw ProxyFailure(.invalidRequest, status: 405, message: "This path answers \(Self.allowed(route)) only.")
    }
    if case .contentLength(let length) = head.framing, length > UInt64(services.maximumBodyBytes) {
      throw .bodyTooLarge(limit: services.maximumBodyBytes)
    }
    if head.framing != .none, head.fields.all("content-encoding").contains(where: { $0.lowercased() != "identity" }) {
      throw ProxyFailure(.invalidRequest, status: 415, message: "Send the body without a Content-Encoding.")
    }
    // Health checks have to get through when everything else does not.
    guard route.isOpen || exchange.takeSlot() else {
      throw ProxyFailure(
        .overloaded, message: "The proxy is answering as many requests as it may; try again in a moment.",
        retryAfter: 1)
    }
    // Last: what is refused for another reason uses up nothing.
    if route.isMetered(head.method) { try meter(exchange, client, surface) }
    return client
  }

  /// Counts the request against the limits of the client's key, and tells it how much of them is left.
  private func meter(
    _ exchange: HTTPExchange, _ client: ClientIdentity, _ surface: APISurface
  ) throws(ProxyFailure) {
    let admission = services.usage.admit(client)
    if let refusal = admission.refusal {
      // What lasts for hours is not worth a client's waiting.
      exchange.commonFields.set("x-should-retry", refusal.kind == .rateLimited ? "true" : "false")
      throw refusal
    }
    exchange.isMetered = true
    for field in surface.fields(of: admission.limits) { exchange.commonFields.append(field.name, field.value) }
  }

  @inline(never)
  private func serve(_ path: SignInPath, _ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    if let signIn = services.signIn {
      return try await SignInRoutes(services: services, signIn: signIn, exchange: exchange).serve(path)
    }
    try await exchange.respond(
      APISurface.openAI.error(ProxyFailure(.notFound, message: "This proxy signs in to nothing.")))
  }

  var readiness: Readiness {
    services.isDraining()
      ? Readiness(reason: "draining") : Readiness(of: services.signIn?.accounts ?? [], services.pool)
  }

  @inline(never)
  private func respondWithReadiness(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    let readiness = readiness
    var fields: HTTPFields = ["Content-Type": "application/json", "Cache-Control": "no-store"]
    if readiness.reason != nil { fields.append("Retry-After", String(readiness.retryAfter)) }
    try await exchange.respond(status: readiness.reason == nil ? 200 : 503, fields: fields, body: readiness.json)
  }

  static let whatExists =
    """
    OpenAI's API is at /v1/chat/completions, /v1/responses, /v1/completions, /v1/embeddings, /v1/images/generations, \
    /v1/audio/transcriptions, /v1/audio/speech and /v1/models, Anthropic's at /v1/messages, Gemini's at /v1beta/models, \
    Ollama's at /api/chat, the health check at /health, a description of it all at /openapi.json.
    """

  private static func allowed(_ route: Route) -> String {
    (route.methods + [.options]).map(\.name).joined(separator: ", ")
  }

  @inline(never)
  private func serve(
    _ target: NativeTarget, _ client: ClientIdentity, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    let route = DialectRoute<GeminiNative>(shared: shared, client: client, target: target)
    switch target.method {
    case .generateContent, .streamGenerateContent: try await route.serve(exchange)
    case .countTokens: try await route.count(exchange)
    case .embedContent: try await route.embed(exchange, isBatch: false)
    case .batchEmbedContents: try await route.embed(exchange, isBatch: true)
    }
  }

  /// A browser's question before the request itself; a key is never part of it.
  @inline(never)
  private func respondToOptions(_ exchange: HTTPExchange, _ path: RoutePath) async throws(HTTPExchange.Failure) {
    let methods = path.route?.methods ?? [.get, .post]
    var fields = services.cors.preflightFields(for: exchange.head, methods: methods)
    fields.append("Allow", (methods + [.options]).map(\.name).joined(separator: ", "))
    try await exchange.respond(status: 204, fields: fields, body: [])
  }
}
