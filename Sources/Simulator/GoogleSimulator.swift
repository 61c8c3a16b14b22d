package import Server
internal import Translation
internal import Transport

/// An offline Google: answers the calls of the Code Assist service with the framing of the real one (protocol 3 to 5).
///
/// Used by `demo`, by every end-to-end test and by whoever wants to try a client without an account.
package struct GoogleSimulator: Sendable {
  /// The time between two events of an answer; nil sends them as fast as the client reads.
  package var pace: Duration?

  package init(pace: Duration? = nil) {
    self.pace = pace
  }

  /// Answers one request.
  package func handle(_ exchange: HTTPExchange) async {
    do {
      try await dispatch(exchange)
    } catch {
      // The proxy has hung up, as it does when its own client leaves.
    }
  }

  private func dispatch(_ exchange: HTTPExchange) async throws(HTTPExchange.Failure) {
    let path = exchange.head.target.path
    let form = ErrorForm(userAgent: exchange.head.fields.first("user-agent"), isSSE: isSSE(exchange))
    guard path.hasPrefix("/v1internal:") else {
      return try await exchange.respond(.notFound(path), as: form)
    }
    guard exchange.head.method == .post else { return try await exchange.respond(.notFound(path), as: form) }
    guard exchange.head.fields.first("authorization")?.hasPrefix("Bearer ") == true else {
      return try await exchange.respond(.missingCredentials, as: form)
    }
    let body = try await exchange.collectBody(upTo: 64 << 20)
    let call: SimulatedCall
    do throws(SimulatedError) {
      call = try SimulatedCall(body: body)
    } catch {
      return try await exchange.respond(error, as: form)
    }
    if let error = SimulatedError(scenario: call.model) { return try await exchange.respond(error, as: form) }
    let reply = SimulatedReply(to: call)
    switch path {
    case "/v1internal:streamGenerateContent": try await stream(reply, call, exchange)
    case "/v1internal:generateContent": try await exchange.respond(whole: reply)
    default: try await exchange.respond(.notFound(path), as: form)
    }
  }

  private func isSSE(_ exchange: HTTPExchange) -> Bool { exchange.head.target.queryItem("alt") == "sse" }

  private func stream(
    _ reply: SimulatedReply, _ call: SimulatedCall, _ exchange: HTTPExchange
  ) async throws(HTTPExchange.Failure) {
    let isSSE = isSSE(exchange)
    try exchange.startStream(
      status: 200, fields: reply.headers(contentType: isSSE ? "text/event-stream" : "application/json; charset=UTF-8"))
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
