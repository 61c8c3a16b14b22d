internal import Transport

/// One client connection: reads requests one after the other and lets the handler answer each before the next.
final class HTTPConnection {
  /// Bytes of an unwanted body that are read so that the client sees the answer instead of a reset.
  private static let drainLimit = 64 * 1024

  let socket: SocketConnection
  let timeouts: HTTPTimeouts
  private let scratch: UnsafeMutableRawBufferPointer
  private let handler: HTTPServer.Handler
  private var parser: HTTPRequestParser
  /// Waiting for a request of which nothing has come.
  private(set) var isIdle = false
  /// What waits to be sent; kept between answers for its storage.
  var output: [UInt8] = []

  init(
    socket: SocketConnection, scratch: UnsafeMutableRawBufferPointer, limits: HTTPLimits, timeouts: HTTPTimeouts,
    handler: @escaping HTTPServer.Handler
  ) {
    self.socket = socket
    self.scratch = scratch
    self.timeouts = timeouts
    self.handler = handler
    parser = HTTPRequestParser(limits: limits)
  }

  /// Serves until the client leaves, a request is refused or the task is cancelled.
  func run(isDraining: @escaping @Sendable () -> Bool) async {
    while !Task.isCancelled {
      let head: HTTPRequestHead
      do throws(RequestFailure) {
        guard let next = try await readHead(isDraining) else { return }
        head = next
      } catch {
        return await refuse(error)
      }
      let exchange = HTTPExchange(head: head, connection: self)
      if isDraining() { exchange.closeAfterResponse() }
      await handler(exchange)
      guard await exchange.complete() else { return }
    }
  }

  // MARK: - Reading

  /// Why a request could not be read.
  enum RequestFailure: Error {
    case malformed(HTTPParseError)
    case socket(SocketConnection.Failure)
  }

  private func readHead(_ isDraining: () -> Bool) async throws(RequestFailure) -> HTTPRequestHead? {
    var deadline = MonotonicInstant.now() + (parser.isBetweenMessages ? timeouts.idle : timeouts.head)
    while true {
      let wasIdle = parser.isBetweenMessages
      if wasIdle, isDraining() { return nil }
      do throws(HTTPParseError) {
        let event = try parser.nextDroppingBody()
        if case .head(let head) = event { return head }
        // The end of the request before: the next one may be there already.
        if event != .needMore { continue }
      } catch {
        throw .malformed(error)
      }
      isIdle = parser.isBetweenMessages
      defer { isIdle = false }
      do throws(SocketConnection.Failure) {
        guard try await receive(until: deadline) else {
          if parser.isBetweenMessages { return nil }
          throw SocketConnection.Failure.closed
        }
      } catch {
        if error == .timedOut, parser.isBetweenMessages { return nil }
        throw .socket(error)
      }
      if wasIdle { deadline = .now() + timeouts.head }
    }
  }

  /// Appends the next piece of the body; false at its end.
  func readBody(into body: inout [UInt8]) async throws(RequestFailure) -> Bool {
    while true {
      do throws(HTTPParseError) {
        switch try parser.next(appendingBodyTo: &body) {
        case .body: return true
        case .end, .head: return false
        case .needMore: break
        }
      } catch {
        throw .malformed(error)
      }
      do throws(SocketConnection.Failure) {
        guard try await receive(until: .now() + timeouts.body) else { throw SocketConnection.Failure.closed }
      } catch {
        throw .socket(error)
      }
    }
  }

  /// Reads and drops what is left of a body, within narrow bounds.
  func drainBody() async {
    let deadline = MonotonicInstant.now() + timeouts.drain
    var dropped = 0
    while dropped < Self.drainLimit {
      do {
        switch try parser.nextDroppingBody() {
        case .body(let count): dropped += count
        case .end, .head: return
        case .needMore:
          guard try await receive(until: deadline) else { return }
        }
      } catch {
        return
      }
    }
  }

  private func receive(until deadline: MonotonicInstant) async throws(SocketConnection.Failure) -> Bool {
    try await socket.receive(using: scratch, until: deadline) { parser.append($0) }
  }

  // MARK: - Writing

  func flush() async throws(SocketConnection.Failure) {
    guard !output.isEmpty else { return }
    try await socket.send(&output, until: .now() + timeouts.write)
  }

  /// Answers bytes that are no request, and those that never came.
  private func refuse(_ failure: RequestFailure) async {
    let error: HTTPParseError
    switch failure {
    case .malformed(let malformed): error = malformed
    case .socket(.timedOut): error = HTTPParseError(status: 408, reason: "The request did not arrive in time.")
    case .socket: return
    }
    var serializer = HTTPResponseSerializer()
    let body = Array("\(error.reason)\n".utf8)
    var head = HTTPResponseHead(status: error.status)
    head.fields.append("Content-Type", "text/plain; charset=utf-8")
    output.removeAll(keepingCapacity: true)
    guard (try? serializer.appendHead(head, body: .bytes(body.count), to: &output)) != nil else { return }
    output.append(contentsOf: body)
    guard (try? await flush()) != nil else { return }
    socket.finishWriting()
    // Bytes that are still under way would turn the answer into a reset.
    let deadline = MonotonicInstant.now() + timeouts.drain
    var dropped = 0
    while dropped < Self.drainLimit {
      let more = try? await socket.receive(using: scratch, until: deadline) { dropped += $0.count }
      guard more == true else { return }
    }
  }
}
