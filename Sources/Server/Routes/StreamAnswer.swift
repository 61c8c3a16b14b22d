internal import Translation
internal import Transport

/// One attempt at a streamed answer: upstream's events in, the client's out.
///
/// Until there is output nothing is lost: the attempt may be useless, or the failure an honest HTTP status.
final class StreamAnswer<D: Dialect> {
  typealias Failure = DialectRoute<D>.Failure
  typealias Attempt = DialectRoute<D>.Attempt<AnswerSeries?>

  /// What came of some bytes, or of their end.
  private enum Step {
    /// Nothing that could be shown.
    case held
    case written
    case failed(AnswerFault)
  }

  /// Relayed bytes after which the reactor looks at its other sockets: a stream that always has data must not own it.
  private static var bytesPerTurn: Int { 64 * 1024 }
  private static var readsPerTurn: Int { 32 }

  private let upstream: ByteStream
  private let asked: FittedRequest
  private let exchange: HTTPExchange
  private let route: DialectRoute<D>
  private let isLast: Bool
  private let contentType: StaticString
  private var relay: StreamRelay<D.Encoder>
  /// What was translated while there was nothing to show yet.
  private var held: [UInt8] = []
  private var isShown = false
  private var bytesSinceTurn = 0
  private var readsSinceTurn = 0

  /// `isLast` says that there will be no other attempt.
  init(
    _ upstream: ByteStream, of asked: FittedRequest, to exchange: HTTPExchange, on route: DialectRoute<D>, isLast: Bool
  ) {
    let encoder = D.encoder(for: asked.request, context: asked.context)
    self.upstream = upstream
    self.asked = asked
    self.exchange = exchange
    self.route = route
    self.isLast = isLast
    contentType = encoder.contentType
    relay = StreamRelay(encoder: encoder)
  }

  /// Streams the answer to its end, or to what is wrong with it.
  @inline(never)
  func run() async throws(Failure) -> Attempt {
    let heartbeat = route.services.keepalive.map { Heartbeat(every: $0, on: exchange.reactor, stream: upstream) }
    let result = await withTaskCancellationHandler {
      await relayAll(heartbeat)
    } onCancel: { [upstream] in
      upstream.cancel()
    }
    heartbeat?.stop()
    settle()
    return try result.get()
  }

  @inline(never)
  private func relayAll(_ heartbeat: Heartbeat?) async -> Result<Attempt, Failure> {
    do throws(Failure) {
      return .success(try await relayToEnd(heartbeat))
    } catch {
      return .failure(error)
    }
  }

  @inline(never)
  private func relayToEnd(_ heartbeat: Heartbeat?) async throws(Failure) -> Attempt {
    var buffer: [UInt8] = []
    while true {
      do throws(TransportError) {
        guard try await upstream.readUnguarded(into: &buffer) else { break }
      } catch {
        return try await fail(fault(of: error))
      }
      heartbeat?.noteActivity()
      switch try take(buffer) {
      case .failed(let fault): return try await fail(fault)
      case .held: continue
      case .written: try await route.flush(exchange)
      }
      if isSatisfied {
        upstream.cancel()
        break
      }
      if turnIsOver(after: buffer.count) { await Task.yield() }
    }
    if case .failed(let fault) = try close() { return try await fail(fault) }
    guard asked.request.reply.series.isLast else {
      try await route.flush(exchange)
      return .done(series)
    }
    try await end()
    return .done(nil)
  }

  /// Translates what upstream sent; no bytes are a nudge in an answer that is silent.
  @inline(never)
  private func take(_ bytes: [UInt8]) throws(Failure) -> Step {
    guard !bytes.isEmpty else {
      // Before any output it commits the status.
      if !exchange.hasAnswered { try route.begin(exchange, contentType) }
      route.beat(relay.heartbeat, exchange)
      return .written
    }
    var fault: AnswerFault?
    if isShown {
      exchange.write { fault = relay.feed(bytes, into: &$0) }
    } else {
      fault = relay.feed(bytes, into: &held)
      if relay.hasOutput, fault == nil || exchange.hasAnswered {
        try show()
        isShown = true
        exchange.timing.showsFirstToken()
        asked.onAnswer()
      }
    }
    route.remember(relay.takeSignatures(), from: asked)
    if let fault { return .failed(fault) }
    return isShown ? .written : .held
  }

  /// Writes what is owed when upstream has ended.
  @inline(never)
  private func close() throws(Failure) -> Step {
    let fault = relay.close(into: &held)
    route.remember(relay.takeSignatures(), from: asked)
    if let fault {
      if isShown { try show() }
      return .failed(fault)
    }
    if relay.isEmpty, !asked.request.mayBeAnsweredEmpty, !(isLast && D.Encoder.passesEmptyAnswers) {
      return .failed(.empty)
    }
    if !isShown { asked.onAnswer() }
    try show()
    exchange.write { relay.finish(into: &$0) }
    route.keep(relay.storedResponse)
    return .written
  }

  /// Writes what was held back, after the head of the answer.
  private func show() throws(Failure) {
    if !exchange.hasAnswered { try route.begin(exchange, contentType) }
    exchange.write { $0.append(contentsOf: held) }
    held = []
  }

  /// Ends the attempt: with a fault for the policy to judge, or the dialect's error in a stream that has begun.
  @inline(never)
  private func fail(_ fault: AnswerFault) async throws(Failure) -> Attempt {
    if Task.isCancelled, !exchange.serverIsEnding { throw .client(.clientGone) }
    guard isShown else { return .failed(fault) }
    if let upstream = exchange.upstream { route.services.metrics.note(fault, of: upstream) }
    exchange.write { relay.fail(fault.failure, into: &$0) }
    try await end()
    return .done(nil)
  }

  private func fault(of error: TransportError) -> AnswerFault {
    Task.isCancelled && exchange.serverIsEnding ? AnswerFault(.shuttingDown, .hopeless) : AnswerFault(error)
  }

  private var isSatisfied: Bool { relay.isSatisfied }

  private var series: AnswerSeries { relay.series }

  private func turnIsOver(after count: Int) -> Bool {
    bytesSinceTurn += count
    readsSinceTurn += 1
    guard bytesSinceTurn >= Self.bytesPerTurn || readsSinceTurn >= Self.readsPerTurn else { return false }
    (bytesSinceTurn, readsSinceTurn) = (0, 0)
    return true
  }

  @inline(never)
  private func end() async throws(Failure) {
    settle()
    try await route.end(exchange, isCutOff: relay.hasFailed && D.Encoder.breaksAfterFailure)
  }

  /// Counts what the answer has cost so far.
  @inline(never)
  private func settle() {
    route.charge(relay.takeUsage(), exchange)
    exchange.unnamedReason = relay.unnamedReason
  }
}
