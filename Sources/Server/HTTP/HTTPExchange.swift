internal import Translation
package import Transport

/// One request and its answer, as a route sees them. Confined to the connection's reactor.
///
/// An answer is either `respond` once, or `startStream`, any number of `write` and `flush`, and `finishStream`.
package final class HTTPExchange {
  package enum Failure: Error {
    /// The client has gone; there is nobody to answer.
    case clientGone
    /// The body is longer than the route allows.
    case bodyTooLarge
    /// The body is not validly framed, or stopped coming.
    case badBody(status: Int, reason: String)
    /// All connections together hold as many bytes as they may.
    case noRoom
  }

  /// The steps in which buffered bytes are counted, so that a small body touches the shared count once.
  private static let reservationStep = 16 * 1024

  /// A body of which a quarter has come, and at least so many bytes, is believed to become as long as its head says.
  private static let quarterWorthTrust = 64 * 1024

  private enum Phase { case awaitingAnswer, streaming, answered, broken }

  package let head: HTTPRequestHead
  private let connection: HTTPConnection
  private var serializer: HTTPResponseSerializer
  private var phase = Phase.awaitingAnswer
  private var bodyIsRead: Bool
  /// Fields that every answer to this request carries, whoever writes it.
  var commonFields = HTTPFields()
  /// What this request is called in its answer and in the log.
  package let requestID: String
  /// The model asked for, for the log.
  var model: String?
  /// The name of the client's key, for the log.
  var keyName: String?
  /// What is asked for, for metrics.
  var label = RouteLabel.none
  /// The service that was asked last.
  var upstream: UpstreamKind?
  /// Whether the request counts against its key's limits.
  var isMetered = false
  /// What the answers cost, also those that were thrown away.
  var usage = Usage()
  /// Where the request comes from, as far as is known.
  var client: IPAddress?
  /// Google's word for why the answer ended, where the client is told another.
  var unnamedReason: FinishReason.Unnamed?
  var timing = RequestTiming()
  /// The client's trace.
  let trace: TraceContext?
  private var status: Int?
  private var bytesWritten = 0
  private var hasSlot = false
  private var hasStream = false
  private var buffered = 0
  private var reserved = 0

  init(head: HTTPRequestHead, connection: HTTPConnection) {
    self.head = head
    self.connection = connection
    serializer = HTTPResponseSerializer(answering: head)
    bodyIsRead = head.framing == .none || head.framing == .contentLength(0)
    trace = TraceContext(head)
    if connection.settings.onAnswer == nil {
      requestID = ""
    } else {
      requestID = connection.requestIDs.id(for: head)
      commonFields.append(RequestIDs.fieldName, requestID)
    }
  }

  /// The reactor this exchange lives on.
  package var reactor: Reactor { connection.socket.reactor }

  /// The other end of the connection: the client, or a reverse proxy before it; nil on a Unix socket.
  var peer: IPAddress? { connection.socket.peer }

  /// Whether the head of the answer has been written.
  package var hasAnswered: Bool { phase != .awaitingAnswer }

  /// Whether a task that finds itself cancelled should tell its client that the server is going away.
  package var serverIsEnding: Bool { connection.load.isEnding }

  /// What the server holds.
  var load: ServerLoad { connection.load }

  package func closeAfterResponse() { serializer.closeAfterResponse() }

  // MARK: - Limits

  /// Takes one of the slots for running requests, until the exchange is over; false where all are taken.
  func takeSlot() -> Bool {
    guard !hasSlot else { return true }
    hasSlot = connection.load.takeSlot()
    return hasSlot
  }

  /// Counts bytes that are about to be held for this request, until the exchange is over; false where they do not fit.
  func reserve(_ count: Int) -> Bool {
    buffered += count
    guard buffered > reserved else { return true }
    let step = (buffered - reserved + Self.reservationStep - 1) / Self.reservationStep * Self.reservationStep
    guard connection.load.reserve(step) else { return false }
    reserved += step
    return true
  }

  /// Bytes that were counted are no longer held.
  func release(_ count: Int) {
    buffered -= count
    let surplus = (reserved - buffered) / Self.reservationStep * Self.reservationStep
    connection.load.release(surplus)
    reserved -= surplus
  }

  private func releaseAll() {
    if hasSlot { connection.load.releaseSlot() }
    if hasStream { connection.load.streamEnded() }
    hasStream = false
    if reserved > 0 { connection.load.release(reserved) }
    hasSlot = false
    (buffered, reserved) = (0, 0)
  }

  // MARK: - The request's body

  /// The whole body; the buffer grows with what arrives, never to what the head promises.
  ///
  /// `patience` is the time it may take, longer by a second for each so many bytes that have come; nil for the server's.
  package func collectBody(upTo limit: Int, patience: Duration? = nil) async throws(Failure) -> [UInt8] {
    guard !bodyIsRead else { return [] }
    if case .contentLength(let length) = head.framing, length > UInt64(max(limit, 0)) { throw .bodyTooLarge }
    if head.expectsContinue {
      connection.output.append(contentsOf: HTTPResponseSerializer.continueResponse)
      try await flush()
    }
    let timeouts = connection.settings.timeouts
    let began = MonotonicInstant.now() + (patience ?? timeouts.wholeBody)
    var body: [UInt8] = []
    var counted = 0
    var promised = 0
    if case .contentLength(let length) = head.framing { promised = Int(length) }
    while try await readMore(of: &body, until: began + .seconds(body.count / max(1, timeouts.minimumBodyRate))) {
      guard body.count <= limit else { throw .bodyTooLarge }
      guard reserve(body.count - counted) else { throw .noRoom }
      counted = body.count
      // Growing by doubling to the end would hold, and copy, a large body twice.
      if counted > Self.quarterWorthTrust, counted > promised / 4 { body.reserveCapacity(promised) }
    }
    bodyIsRead = true
    return body
  }

  private func readMore(of body: inout [UInt8], until deadline: MonotonicInstant) async throws(Failure) -> Bool {
    do throws(HTTPConnection.RequestFailure) {
      return try await connection.readBody(into: &body, until: deadline)
    } catch {
      switch error {
      case .malformed(let error): throw .badBody(status: error.status, reason: error.reason)
      case .socket(.timedOut): throw .badBody(status: 408, reason: "The body did not arrive in time.")
      case .socket: throw .clientGone
      }
    }
  }

  // MARK: - The answer

  /// Sends a whole answer.
  package func respond(status: Int, fields: HTTPFields, body: [UInt8]) async throws(Failure) {
    precondition(phase == .awaitingAnswer, "a request is answered once")
    try begin(status: status, fields: fields, body: .bytes(body.count))
    let mark = serializer.beginChunk(in: &connection.output)
    connection.output.append(contentsOf: body)
    serializer.endChunk(mark, in: &connection.output)
    phase = .answered
    try await flush()
  }

  /// Writes the head of a streamed answer; sent with the first `flush`.
  package func startStream(status: Int, fields: HTTPFields) throws(Failure) {
    precondition(phase == .awaitingAnswer, "a request is answered once")
    try begin(status: status, fields: fields, body: .unknown)
    phase = .streaming
    connection.load.streamBegan()
    hasStream = true
  }

  /// Appends to the streamed body; whatever one call appends goes out as one chunk.
  package func write<Failure: Error>(_ body: (inout [UInt8]) throws(Failure) -> Void) throws(Failure) {
    precondition(phase == .streaming, "the answer is not a stream")
    let mark = serializer.beginChunk(in: &connection.output)
    defer { serializer.endChunk(mark, in: &connection.output) }
    try body(&connection.output)
  }

  /// Sends what was written, suspending while the client is slower.
  package func flush() async throws(Failure) {
    bytesWritten += connection.output.count
    do throws(SocketConnection.Failure) {
      try await connection.flush()
    } catch {
      phase = .broken
      throw .clientGone
    }
  }

  package func finishStream() async throws(Failure) {
    precondition(phase == .streaming, "the answer is not a stream")
    serializer.appendEnd(to: &connection.output)
    phase = .answered
    try await flush()
  }

  /// Ends a streamed answer without its end mark: the client is to see that the stream broke.
  package func breakStream() async throws(Failure) {
    precondition(phase == .streaming, "the answer is not a stream")
    try await flush()
    phase = .broken
  }

  private func begin(
    status: Int, fields: HTTPFields, body: HTTPResponseSerializer.BodyLength
  ) throws(Failure) {
    // Whoever is refused before the body was read gets one answer and a closed connection.
    if !bodyIsRead || connection.load.isDraining { serializer.closeAfterResponse() }
    self.status = status
    var fields = fields
    for (name, value) in commonFields { fields.append(name, value) }
    do throws(HTTPResponseSerializer.InvalidHead) {
      try serializer.appendHead(HTTPResponseHead(status: status, fields: fields), body: body, to: &connection.output)
    } catch {
      phase = .broken
      throw .clientGone
    }
  }

  // MARK: - The end

  /// What the log is told of this request.
  func record() -> AccessRecord {
    var record = AccessRecord(
      requestID: requestID, status: status ?? AccessRecord.clientClosedRequest, bytes: bytesWritten,
      timing: timing, isCutOff: phase != .answered)
    record.method = head.method.name
    record.path = head.target.path
    record.model = model
    record.keyName = keyName
    (record.dialect, record.operation) = (label.dialect, label.operation)
    record.upstream = upstream
    record.isMetered = isMetered
    record.usage = usage
    record.unnamedReason = unnamedReason
    record.client = client
    record.traceID = trace?.traceID
    return record
  }

  /// Called when the handler has returned; true if the connection is good for another request.
  func complete() async -> Bool {
    releaseAll()
    switch phase {
    case .awaitingAnswer, .streaming, .broken:
      // An unfinished chunked body tells the client that something was lost; ending it would hide that.
      return false
    case .answered:
      if !bodyIsRead { await connection.drainBody() }
      guard serializer.keepAlive else {
        connection.socket.finishWriting()
        return false
      }
      return true
    }
  }
}
