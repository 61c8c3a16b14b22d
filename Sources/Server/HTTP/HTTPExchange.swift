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
  }

  private enum Phase { case awaitingAnswer, streaming, answered, broken }

  package let head: HTTPRequestHead
  private let connection: HTTPConnection
  private var serializer: HTTPResponseSerializer
  private var phase = Phase.awaitingAnswer
  private var bodyIsRead: Bool
  /// Fields that every answer to this request carries, whoever writes it.
  var commonFields = HTTPFields()

  init(head: HTTPRequestHead, connection: HTTPConnection) {
    self.head = head
    self.connection = connection
    serializer = HTTPResponseSerializer(answering: head)
    bodyIsRead = head.framing == .none || head.framing == .contentLength(0)
  }

  /// The reactor this exchange lives on.
  package var reactor: Reactor { connection.socket.reactor }

  /// Whether the head of the answer has been written.
  package var hasAnswered: Bool { phase != .awaitingAnswer }

  package func closeAfterResponse() { serializer.closeAfterResponse() }

  // MARK: - The request's body

  /// The whole body; the buffer grows with what arrives, never to what the head promises.
  package func collectBody(upTo limit: Int) async throws(Failure) -> [UInt8] {
    guard !bodyIsRead else { return [] }
    if case .contentLength(let length) = head.framing, length > UInt64(limit) { throw .bodyTooLarge }
    if head.expectsContinue {
      connection.output.append(contentsOf: HTTPResponseSerializer.continueResponse)
      try await flush()
    }
    var body: [UInt8] = []
    while try await readMore(of: &body) {
      guard body.count <= limit else { throw .bodyTooLarge }
    }
    bodyIsRead = true
    return body
  }

  private func readMore(of body: inout [UInt8]) async throws(Failure) -> Bool {
    do throws(HTTPConnection.RequestFailure) {
      return try await connection.readBody(into: &body)
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
    if !bodyIsRead { serializer.closeAfterResponse() }
    var fields = fields
    for (name, value) in commonFields { fields.append(name, value) }
    do throws(HTTPResponseSerializer.InvalidHead) {
      try serializer.appendHead(HTTPResponseHead(status: status, fields: fields), body: body, to: &connection.output)
    } catch {
      phase = .broken
      throw .clientGone
    }
  }

  /// Called when the handler has returned; true if the connection is good for another request.
  func complete() async -> Bool {
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
