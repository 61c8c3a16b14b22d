internal import Translation
internal import Transport

extension DialectRoute {
  /// Tells a client why no answer comes in its stream: one that has had heartbeats alone, or that is told everything
  /// there. False where the failure has a status of its own.
  @inline(never)
  func failStream(
    _ failure: ProxyFailure, _ asked: AskedRequest, _ exchange: HTTPExchange
  ) async throws(Failure) -> Bool {
    guard try writeFailure(failure, asked, exchange) else { return false }
    try await end(exchange, isCutOff: D.Encoder.breaksAfterFailure)
    return true
  }

  private func writeFailure(
    _ failure: ProxyFailure, _ asked: AskedRequest, _ exchange: HTTPExchange
  ) throws(Failure) -> Bool {
    var encoder = D.encoder(for: asked.request, context: asked.context)
    // Where the stream has begun the status has gone, with heartbeats or with the answers to other prompts.
    guard exchange.hasAnswered || encoder.tellsFailuresInStream && !Task.isCancelled else { return false }
    if !exchange.hasAnswered { try begin(exchange, encoder.contentType) }
    exchange.write { encoder.fail(naming(exchange.model, in: failure), into: &$0) }
    return true
  }

  func begin(_ exchange: HTTPExchange, _ contentType: StaticString) throws(Failure) {
    do throws(HTTPExchange.Failure) {
      try exchange.startStream(
        status: 200,
        fields: [
          "Content-Type": "\(contentType)",
          "Cache-Control": "no-cache",
          // nginx in front would otherwise collect the events.
          "X-Accel-Buffering": "no",
        ])
    } catch {
      throw .client(error)
    }
  }

  func beat(_ heartbeat: StaticString, _ exchange: HTTPExchange) {
    exchange.write { output in
      heartbeat.withUTF8Buffer { output.append(contentsOf: $0) }
    }
  }

  func flush(_ exchange: HTTPExchange) async throws(Failure) {
    do throws(HTTPExchange.Failure) { try await exchange.flush() } catch { throw .client(error) }
  }

  /// Ends a stream; `isCutOff` without its end mark.
  func end(_ exchange: HTTPExchange, isCutOff: Bool) async throws(Failure) {
    do throws(HTTPExchange.Failure) {
      if isCutOff { try await exchange.breakStream() } else { try await exchange.finishStream() }
    } catch {
      throw .client(error)
    }
  }
}
