internal import Translation
internal import Transport

extension DialectRoute {
  /// Relayed bytes after which the reactor looks at its other sockets: a stream that always has data must not own it.
  private static var bytesPerTurn: Int { 64 * 1024 }
  private static var readsPerTurn: Int { 32 }

  /// Streams the answer. Until the first event that yields output, a failure is still an honest HTTP status.
  func relay(
    _ upstream: ByteStream, _ encoder: consuming D.Encoder, from model: ModelID, to exchange: HTTPExchange
  ) async throws(Failure) {
    let contentType = encoder.contentType
    var relay = StreamRelay(encoder: encoder)
    var first: [UInt8] = []
    var buffer: [UInt8] = []
    let heartbeat = services.keepalive.map { Heartbeat(every: $0, on: exchange.reactor, stream: upstream) }
    defer { heartbeat?.stop() }
    var bytesSinceTurn = 0
    var readsSinceTurn = 0
    while try await read(upstream, &buffer, &relay, exchange) {
      heartbeat?.noteActivity()
      if !exchange.hasAnswered {
        // A nudge in an answer that is still silent: the status is committed by the first heartbeat.
        if let failure = relay.feed(buffer, into: &first) { throw .failed(failure) }
        remember(relay.takeSignatures(), from: model)
        guard relay.hasOutput || buffer.isEmpty else { continue }
        try begin(exchange, contentType, first)
        first = []
        if buffer.isEmpty { beat(exchange) }
      } else if buffer.isEmpty {
        beat(exchange)
      } else {
        var failure: ProxyFailure?
        exchange.write { output in
          failure = relay.feed(buffer, into: &output)
          if let failure { relay.fail(failure, into: &output) }
        }
        remember(relay.takeSignatures(), from: model)
        if failure != nil { return try await end(exchange, relay) }
      }
      try await flush(exchange)
      bytesSinceTurn += buffer.count
      readsSinceTurn += 1
      if bytesSinceTurn >= Self.bytesPerTurn || readsSinceTurn >= Self.readsPerTurn {
        (bytesSinceTurn, readsSinceTurn) = (0, 0)
        await Task.yield()
        // Reads that never wait never see a cancellation; this makes the next one fail.
        if Task.isCancelled { upstream.cancel() }
      }
    }
    guard exchange.hasAnswered else {
      if let failure = relay.finish(into: &first) { throw .failed(failure) }
      remember(relay.takeSignatures(), from: model)
      try begin(exchange, contentType, first)
      return try await end(exchange, relay)
    }
    exchange.write { output in
      if let failure = relay.finish(into: &output) { relay.fail(failure, into: &output) }
    }
    remember(relay.takeSignatures(), from: model)
    try await end(exchange, relay)
  }

  /// Reads on; false at the end, and also where the upstream broke off and the client has been told in the stream.
  private func read(
    _ upstream: ByteStream, _ buffer: inout [UInt8], _ relay: inout StreamRelay<D.Encoder>, _ exchange: HTTPExchange
  ) async throws(Failure) -> Bool {
    do throws(TransportError) {
      return try await upstream.read(into: &buffer)
    } catch {
      let isCancelled = Task.isCancelled
      if isCancelled, !exchange.serverIsEnding { throw .client(.clientGone) }
      let failure = isCancelled ? ProxyFailure.shuttingDown : ProxyFailure(error)
      guard exchange.hasAnswered else { throw .failed(failure) }
      exchange.write { relay.fail(failure, into: &$0) }
      return false
    }
  }

  private func begin(
    _ exchange: HTTPExchange, _ contentType: StaticString, _ first: [UInt8]
  ) throws(Failure) {
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
    exchange.write { $0.append(contentsOf: first) }
  }

  private func beat(_ exchange: HTTPExchange) {
    exchange.write { output in
      D.Encoder.heartbeat.withUTF8Buffer { output.append(contentsOf: $0) }
    }
  }

  private func flush(_ exchange: HTTPExchange) async throws(Failure) {
    do throws(HTTPExchange.Failure) { try await exchange.flush() } catch { throw .client(error) }
  }

  private func end(_ exchange: HTTPExchange, _ relay: borrowing StreamRelay<D.Encoder>) async throws(Failure) {
    let isCutOff = relay.hasFailed && D.Encoder.breaksAfterFailure
    do throws(HTTPExchange.Failure) {
      if isCutOff { try await exchange.breakStream() } else { try await exchange.finishStream() }
    } catch {
      throw .client(error)
    }
  }
}
