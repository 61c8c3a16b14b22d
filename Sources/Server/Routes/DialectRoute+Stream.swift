internal import Translation
internal import Transport

extension DialectRoute {
  /// Relayed bytes after which the reactor looks at its other sockets: a stream that always has data must not own it.
  private static var bytesPerTurn: Int { 64 * 1024 }
  private static var readsPerTurn: Int { 32 }

  /// Streams the answer. Until there is output nothing is lost: the attempt may be useless, or the failure an honest
  /// HTTP status. `isLast` says that there will be no other attempt.
  func relay(
    _ upstream: ByteStream, _ encoder: consuming D.Encoder, of asked: FittedRequest, to exchange: HTTPExchange,
    isLast: Bool
  ) async throws(Failure) -> Attempt<AnswerSeries?> {
    let contentType = encoder.contentType
    var relay = StreamRelay(encoder: encoder)
    defer {
      charge(relay.takeUsage(), exchange)
      exchange.unnamedReason = relay.unnamedReason
    }
    // What was translated while there was nothing to show yet.
    var held: [UInt8] = []
    var isShown = false
    var buffer: [UInt8] = []
    let heartbeat = services.keepalive.map { Heartbeat(every: $0, on: exchange.reactor, stream: upstream) }
    defer { heartbeat?.stop() }
    var bytesSinceTurn = 0
    var readsSinceTurn = 0
    while true {
      do throws(AnswerFault) {
        guard try await read(upstream, &buffer, exchange) else { break }
      } catch {
        return try await fail(error, &relay, exchange, isFinal: isShown)
      }
      heartbeat?.noteActivity()
      if buffer.isEmpty {
        // A nudge in an answer that is silent; before any output it commits the status.
        if !exchange.hasAnswered { try begin(exchange, contentType) }
        beat(relay.heartbeat, exchange)
      } else if isShown {
        var fault: AnswerFault?
        exchange.write { fault = relay.feed(buffer, into: &$0) }
        remember(relay.takeSignatures(), from: asked)
        if let fault { return try await fail(fault, &relay, exchange, isFinal: true) }
      } else {
        let fault = relay.feed(buffer, into: &held)
        if relay.hasOutput, fault == nil || exchange.hasAnswered {
          try show(&held, exchange, contentType)
          isShown = true
          exchange.timing.showsFirstToken()
          asked.onAnswer()
        }
        remember(relay.takeSignatures(), from: asked)
        if let fault { return try await fail(fault, &relay, exchange, isFinal: isShown) }
        guard isShown else { continue }
      }
      try await flush(exchange)
      if relay.isSatisfied {
        upstream.cancel()
        break
      }
      bytesSinceTurn += buffer.count
      readsSinceTurn += 1
      if bytesSinceTurn >= Self.bytesPerTurn || readsSinceTurn >= Self.readsPerTurn {
        (bytesSinceTurn, readsSinceTurn) = (0, 0)
        await Task.yield()
        // Reads that never wait never see a cancellation; this makes the next one fail.
        if Task.isCancelled { upstream.cancel() }
      }
    }
    let fault = relay.close(into: &held)
    remember(relay.takeSignatures(), from: asked)
    if let fault {
      if isShown { try show(&held, exchange, contentType) }
      return try await fail(fault, &relay, exchange, isFinal: isShown)
    }
    if relay.isEmpty, !asked.request.mayBeAnsweredEmpty, !(isLast && D.Encoder.passesEmptyAnswers) {
      return try await fail(.empty, &relay, exchange, isFinal: isShown)
    }
    if !isShown { asked.onAnswer() }
    try show(&held, exchange, contentType)
    exchange.write { relay.finish(into: &$0) }
    keep(relay.storedResponse)
    guard asked.request.reply.series.isLast else {
      try await flush(exchange)
      return .done(relay.series)
    }
    try await end(exchange, &relay)
    return .done(nil)
  }

  /// Reads on; an empty buffer is a nudge, false the end.
  private func read(
    _ upstream: ByteStream, _ buffer: inout [UInt8], _ exchange: HTTPExchange
  ) async throws(AnswerFault) -> Bool {
    do throws(TransportError) {
      return try await upstream.read(into: &buffer)
    } catch {
      if Task.isCancelled, exchange.serverIsEnding { throw AnswerFault(.shuttingDown, .hopeless) }
      throw AnswerFault(error)
    }
  }

  /// Ends an attempt: with a fault for the policy to judge, or the dialect's error in a stream that has begun.
  private func fail(
    _ fault: AnswerFault, _ relay: inout StreamRelay<D.Encoder>, _ exchange: HTTPExchange, isFinal: Bool
  ) async throws(Failure) -> Attempt<AnswerSeries?> {
    if Task.isCancelled, !exchange.serverIsEnding { throw .client(.clientGone) }
    guard isFinal else { return .failed(fault) }
    if let upstream = exchange.upstream { services.metrics.note(fault, of: upstream) }
    exchange.write { relay.fail(fault.failure, into: &$0) }
    try await end(exchange, &relay)
    return .done(nil)
  }

  /// Tells a client whose stream has had heartbeats alone why no answer comes.
  func failStream(
    _ failure: ProxyFailure, _ encoder: consuming D.Encoder, to exchange: HTTPExchange
  ) async throws(Failure) {
    var relay = StreamRelay(encoder: encoder)
    exchange.write { relay.fail(failure, into: &$0) }
    try await end(exchange, &relay)
  }

  /// Writes what was held back, after the head of the answer.
  private func show(
    _ held: inout [UInt8], _ exchange: HTTPExchange, _ contentType: StaticString
  ) throws(Failure) {
    if !exchange.hasAnswered { try begin(exchange, contentType) }
    exchange.write { $0.append(contentsOf: held) }
    held = []
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

  private func end(_ exchange: HTTPExchange, _ relay: inout StreamRelay<D.Encoder>) async throws(Failure) {
    charge(relay.takeUsage(), exchange)
    let isCutOff = relay.hasFailed && D.Encoder.breaksAfterFailure
    do throws(HTTPExchange.Failure) {
      if isCutOff { try await exchange.breakStream() } else { try await exchange.finishStream() }
    } catch {
      throw .client(error)
    }
  }
}
