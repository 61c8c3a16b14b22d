internal import Server
internal import Translation
internal import Transport

/// An offline Google: sign-in, account setup and generation with the framing of the real services.
///
/// Used by `demo`, by every end-to-end test and by whoever wants to try a client without an account.
struct GoogleSimulator: Sendable {
  /// The largest body that is read; the real service refuses far smaller ones.
  private static let bodyLimit = 64 << 20

  let state: Lock<SimulatorState>

  init(settings: SimulatorSettings) {
    state = Lock(SimulatorState(settings: settings))
  }

  /// Answers one request.
  func handle(_ exchange: HTTPExchange) async {
    do {
      try await dispatch(exchange)
    } catch {
      // The proxy has hung up, as it does when its own client leaves.
    }
  }

  private func dispatch(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    guard let route = SimulatorRoute(exchange.head.method, path: exchange.head.target.path) else {
      return try await exchange.respond(.page(status: 404, "The requested URL was not found on this server."))
    }
    let request = SimulatedRequest(
      head: exchange.head, body: try await exchange.collectBody(upTo: Self.bodyLimit))
    state.withLock { $0.count(route) }
    if route.isGeneration { return try await generate(route, request, exchange) }
    let response: SimulatedResponse
    do throws(SimulatedError) {
      response = try state.withLock { state throws(SimulatedError) in try answer(route, request, &state) }
    } catch {
      response = error.response(to: request)
    }
    if route.name == .token, case let delay = state.withLock({ $0.settings.tokenDelay }), delay > .zero {
      do throws(CancellationError) { try await exchange.reactor.sleep(for: delay) } catch { throw .clientGone }
    }
    try await exchange.respond(response)
  }

  /// Everything that is answered whole and at once.
  private func answer(
    _ route: SimulatorRoute, _ request: SimulatedRequest, _ state: inout SimulatorState
  ) throws(SimulatedError) -> SimulatedResponse {
    switch route.name {
    case .authorize: return AuthorizationPage(request).answer(&state)
    case .token: return TokenExchange(request).answer(&state)
    case .tokeninfo: return TokenInspection.tokenInfo(request, &state)
    case .revoke: return TokenInspection.revoke(request, &state)
    default: break
    }
    if route.surface != .codeAssist || route.name == .countTokens { return try answerModels(route, request, &state) }
    let account = try state.account(for: request, route)
    switch route.name {
    case .userinfo: return TokenInspection.userInfo(account)
    case .project: return .api(try AccountInquiry.project(route.argument))
    case .loadCodeAssist:
      return .api(try AccountSetup(account: account).load(try request.message(.loadCodeAssist), &state))
    case .onboardUser:
      return .api(try AccountSetup(account: account).onboard(try request.message(.onboardUser), &state))
    case .operation: return .api(try AccountSetup(account: account).poll(route.argument, &state))
    case .getCodeAssistGlobalUserSetting:
      return .api(try AccountInquiry.globalUserSetting(account, optsIn: state.dataCollection[account.email]))
    case .setCodeAssistGlobalUserSetting:
      let optsIn = try request.message(.globalUserSetting)["free_tier_data_collection_optin"]?.isTrue ?? false
      state.dataCollection[account.email] = optsIn
      return .api(try AccountInquiry.globalUserSetting(account, optsIn: optsIn))
    case .listExperiments:
      _ = try request.message(.experiments)
      return .api(["experimentIds": [], "flags": []])
    case .fetchAdminControls:
      _ = try request.message(.adminControls)
      return .api([:])
    case .recordCodeAssistMetrics:
      _ = try request.json()
      return .api([:])
    case .retrieveUserQuota:
      _ = try request.message(.retrieveUserQuota)
      if account.scenario == .unlicensed { throw .subscriptionRequired }
      if state.settings.isQuotaDown { throw SimulatedError(500, "INTERNAL", "Internal error encountered.") }
      return .api(AccountInquiry.quota(account, state.settings))
    default: throw .notFound
    }
  }

  /// What models answer without generating.
  private func answerModels(
    _ route: SimulatorRoute, _ request: SimulatedRequest, _ state: inout SimulatorState
  ) throws(SimulatedError) -> SimulatedResponse {
    let reader = try state.reader(route, request)
    switch route.name {
    case .countTokens:
      let count = GoogleJSON.int(try reader.count(try request.json()))
      return .api(
        route.surface == .codeAssist
          ? ["totalTokens": count]
          : ["totalTokens": count, "promptTokensDetails": [["modality": "TEXT", "tokenCount": count]]],
        traceID: route.surface == .codeAssist ? TraceID.new() : nil)
    case .models:
      return .api(
        try PublicModels.page(
          size: request.queryItem("pageSize"), token: request.queryItem("pageToken"), state.settings))
    case .model: return .api(try PublicModels.find(route.argument))
    case .embedContent: return .api(try Embeddings.single(try request.json(), model: route.argument))
    case .predict: return .api(try Predictions.answer(try request.json(), model: route.argument))
    case .batchEmbedContents: return .api(try Embeddings.batch(try request.json(), model: route.argument))
    default: throw .notFound
    }
  }
}

extension SimulatorState {
  /// Whose access token a request carries.
  func account(for request: SimulatedRequest, _ route: SimulatorRoute) throws(SimulatedError) -> SimulatedAccount {
    switch check(request.bearer) {
    case .valid(let account): return account
    case .expired: throw .invalidCredentials("ACCESS_TOKEN_EXPIRED", method: route.method)
    case .unknown: throw .invalidCredentials("ACCESS_TOKEN_TYPE_UNSUPPORTED", method: route.method)
    case .missing: throw .missingCredentials
    }
  }
}

extension SimulatedRequest {
  /// The body as a message of the service, in snake case.
  func message(_ message: ProtoMessage) throws(SimulatedError) -> GoogleJSON {
    try ProtoDecoder.decode(try json(), as: message)
  }

  /// The body as a JSON object.
  func json() throws(SimulatedError) -> JSONView {
    let view: JSONView
    do throws(JSONError) {
      view = try JSONDocument.parse(body)
    } catch {
      throw .invalidArgument("Invalid JSON payload received. Unexpected token at offset \(error.offset).")
    }
    guard view.kind == .object else {
      throw .invalidArgument("Invalid JSON payload received. Unknown name \"\": Root element must be a message.")
    }
    return view
  }
}

extension HTTPExchange {
  func respond(_ response: SimulatedResponse) async throws(Failure) {
    try await respond(status: response.status, fields: response.fields, body: response.body)
  }
}
