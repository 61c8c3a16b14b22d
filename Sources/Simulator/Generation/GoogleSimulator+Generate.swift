internal import Server
internal import Transport

extension GoogleSimulator {
  func generate(
    _ route: SimulatorRoute, _ request: SimulatedRequest, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    let prepared: Result<(SimulatedCall, Duration?), SimulatedError> = state.withLock { state in
      Result { () throws(SimulatedError) in
        let account = try state.account(for: request, route)
        if account.scenario == .unlicensed { throw .subscriptionRequired }
        return (try SimulatedCall(body: request.body), state.settings.pace)
      }
    }
    let call: SimulatedCall
    let pace: Duration?
    do throws(SimulatedError) {
      (call, pace) = try prepared.get()
      if let error = SimulatedError(scenario: call.model) { throw error }
    } catch {
      return try await exchange.respond(error.response(to: request))
    }
    let reply = SimulatedReply(to: call)
    guard route.name == .streamGenerateContent else {
      var body: [UInt8] = []
      reply.writeWhole(into: &body)
      return try await exchange.respond(
        status: 200, fields: reply.headers(contentType: SimulatedResponse.jsonType), body: body)
    }
    try await stream(reply, call, pace, isSSE: request.asksForEvents, exchange)
  }

  private func stream(
    _ reply: SimulatedReply, _ call: SimulatedCall, _ pace: Duration?, isSSE: Bool, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    try exchange.startStream(
      status: 200, fields: reply.headers(contentType: isSSE ? "text/event-stream" : SimulatedResponse.jsonType))
    for index in 0..<reply.eventCount {
      if let pace, index > 0 {
        do throws(CancellationError) { try await exchange.reactor.sleep(for: pace) } catch { throw .clientGone }
      }
      if call.breaksOff, index == reply.eventCount / 2 { return }
      exchange.write { output in
        if isSSE {
          output.append(contentsOf: "data: ".utf8)
          reply.writeEvent(index, into: &output)
          output.append(contentsOf: "\r\n\r\n".utf8)
        } else {
          output.append(contentsOf: (index == 0 ? "[" : "\n,\n").utf8)
          reply.writeEvent(index, into: &output)
          if index == reply.eventCount - 1 { output.append(contentsOf: "\n]\n".utf8) }
        }
      }
      try await exchange.flush()
      // A reader that keeps up would never let this loop suspend.
      if index % 16 == 15 { await Task.yield() }
    }
    try await exchange.finishStream()
  }
}

extension SimulatedError {
  /// The error that a model name asks for, or nil for a model that answers.
  init?(scenario model: String) {
    switch model {
    case "sim-capacity":
      self.init(
        429, "RESOURCE_EXHAUSTED", "No capacity available for model \(model) on the server",
        details: [.errorInfo("MODEL_CAPACITY_EXHAUSTED", metadata: ["model": .string(model)])])
    case "sim-not-found": self = .notFound
    default: return nil
    }
  }
}
