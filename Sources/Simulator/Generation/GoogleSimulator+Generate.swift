internal import Server
internal import Transport

extension GoogleSimulator {
  /// What a generate call leads to, decided under the lock.
  private enum Outcome {
    case respond(SimulatedResponse)
    case reply(ReplyEncoder, Delivery, SimulatorSettings)
  }

  func generate(
    _ route: SimulatorRoute, _ request: SimulatedRequest, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    let outcome: Outcome
    do throws(SimulatedError) {
      outcome = try decide(route, request)
    } catch {
      outcome = .respond(error.response(to: request))
    }
    switch outcome {
    case .respond(let response): try await exchange.respond(response)
    case .reply(let reply, let delivery, let settings):
      if case .slowStart = delivery { try await pause(settings.firstByteDelay, exchange) }
      if route.name == .streamGenerateContent {
        let stream = EventStream(reply: reply, delivery: delivery, isSSE: request.asksForEvents, pace: settings.pace)
        try await stream.send(to: exchange)
      } else {
        try await respondWhole(reply, delivery, request, exchange)
      }
    }
  }

  private func decide(_ route: SimulatorRoute, _ request: SimulatedRequest) throws(SimulatedError) -> Outcome {
    let (reader, settings) = try state.withLock { state throws(SimulatedError) in
      (try state.reader(route, request), state.settings)
    }
    var call = try reader.generateCall(try request.json())
    if settings.chaos > 0, .random(in: 0..<1000) < settings.chaos, let scenario = Scenario.all.randomElement() {
      call.model.scenario = scenario
    }
    if let scenario = call.model.scenario {
      switch scenario.effect {
      case .error(let times, let make):
        let attempt = state.withLock { $0.attempt(scenario.name + " " + call.model.name) }
        guard let times, attempt % (times + 1) == times else { throw make(call.model.name) }
      case .rawError(let error): return .respond(error.response)
      case .answer, .delivery: break
      }
    }
    let reply = ReplyEncoder(call, AnswerWriter.answer(to: call))
    return .reply(reply, call.model.scenario?.delivery ?? .plain, settings)
  }

  private func respondWhole(
    _ reply: ReplyEncoder, _ delivery: Delivery, _ request: SimulatedRequest, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    var body = reply.whole().pretty
    var fields = reply.fields(contentType: SimulatedResponse.jsonType)
    if case .breakOff = delivery {
      try exchange.startStream(status: 200, fields: fields)
      exchange.write { $0.append(contentsOf: body.prefix(body.count / 2)) }
      return try await exchange.breakStream()
    }
    if request.fields.contains("accept-encoding", token: "gzip") {
      body = Gzip.stored(body)
      fields.append("Content-Encoding", "gzip")
    }
    try await exchange.respond(status: 200, fields: fields, body: body)
  }

  private func pause(_ duration: Duration, _ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    do throws(CancellationError) { try await exchange.reactor.sleep(for: duration) } catch { throw .clientGone }
  }
}

extension SimulatorState {
  /// Who may ask, and how their request is read.
  mutating func reader(_ route: SimulatorRoute, _ request: SimulatedRequest) throws(SimulatedError) -> CallReader {
    if route.takesKey {
      try checkKey(request, of: route.surface)
    } else {
      let account = try account(for: request, route)
      if route.isGeneration { generations[account.email] = (generations[account.email] ?? 0) + 1 }
      switch account.scenario {
      case .unlicensed: throw .subscriptionRequired
      case .exhausted where route.isGeneration: throw .quota("any")
      case .limited where route.isGeneration: throw .capacity("any")
      default: break
      }
    }
    return CallReader(
      surface: route.surface, salt: salt, model: route.surface == .codeAssist ? nil : route.argument,
      project: route.project)
  }

  private func checkKey(_ request: SimulatedRequest, of surface: Surface) throws(SimulatedError) {
    guard let key = request.fields.first("x-goog-api-key") ?? request.queryItem("key") else {
      throw SimulatedError(
        403, "PERMISSION_DENIED",
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other "
          + "form of API consumer identity to call this API.")
    }
    guard settings.apiKeys.contains(key) else {
      throw SimulatedError(
        400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.",
        details: [
          .errorInfo(
            "API_KEY_INVALID", domain: "googleapis.com", metadata: ["service": .string(surface.service)])
        ])
    }
  }
}
