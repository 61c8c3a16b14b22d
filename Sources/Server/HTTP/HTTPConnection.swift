internal import Transport

/// One client connection: reads requests one after the other and lets the handler answer each before the next.
final class HTTPConnection {
  /// Bytes of an unwanted body that are read so that the client sees the answer instead of a reset.
  private static let drainLimit = 64 * 1024
  /// Requests and bytes after which the reactor looks at its other sockets: a client that never pauses must not own it.
  private static let requestsPerTurn = 32
  private static let bytesPerTurn = 64 * 1024

  let socket: SocketConnection
  let settings: HTTPServer.Settings
  let requestIDs: RequestIDs
  private let scratch: UnsafeMutableRawBufferPointer
  private let handler: HTTPServer.Handler
  private var parser: HTTPRequestParser
  /// Waiting for a request of which nothing has come.
  private(set) var isIdle = false
  private var bytesSinceTurn = 0
  /// What waits to be sent; kept between answers for its storage.
  var output: [UInt8] = []

  init(
    socket: SocketConnection, scratch: UnsafeMutableRawBufferPointer, settings: HTTPServer.Settings,
    requestIDs: RequestIDs, handler: @escaping HTTPServer.Handler
  ) {
    self.socket = socket
    self.scratch = scratch
    self.settings = settings
    self.requestIDs = requestIDs
    self.handler = handler
    parser = HTTPRequestParser(limits: settings.requestLimits)
  }

  var load: ServerLoad { socket.load }
  private var timeouts: HTTPTimeouts { settings.timeouts }

  /// Serves until the client leaves, a request is refused or the task is cancelled.
  func run() async {
    var requests = 0
    while !Task.isCancelled {
      let head: HTTPRequestHead
      do throws(RequestFailure) {
        guard let next = try await readHead() else { return }
        head = next
      } catch {
        return await refuse(error)
      }
      let exchange = HTTPExchange(head: head, connection: self)
      await handler(exchange)
      settings.onAnswer?(exchange.record())
      guard await exchange.complete() else { return }
      requests += 1
      if requests % Self.requestsPerTurn == 0 { await Task.yield() }
    }
  }

  // MARK: - Reading

  /// Why a request could not be read.
  enum RequestFailure: Error {
    case malformed(HTTPParseError)
    case socket(SocketConnection.Failure)
  }

  private func readHead() async throws(RequestFailure) -> HTTPRequestHead? {
    var headDeadline: MonotonicInstant?
    while true {
      do throws(HTTPParseError) {
        let event = try parser.nextDroppingBody()
        if case .head(let head) = event { return head }
        // The end of the request before: the next one may be there already.
        if event != .needMore { continue }
      } catch {
        throw .malformed(error)
      }
      // Known only here, when the end of the request before has been taken out of the parser.
      isIdle = parser.isBetweenMessages
      defer { isIdle = false }
      let deadline: MonotonicInstant
      if isIdle {
        deadline = .now() + (load.isDraining ? timeouts.lastRequest : timeouts.idle)
      } else {
        deadline = headDeadline ?? .now() + timeouts.head
        headDeadline = deadline
      }
      do throws(SocketConnection.Failure) {
        guard try await receive(until: deadline) else {
          if isIdle { return nil }
          throw SocketConnection.Failure.closed
        }
      } catch {
        if error == .timedOut, isIdle { return nil }
        throw .socket(error)
      }
    }
  }

  /// Appends the next piece of the body; false at its end.
  func readBody(into body: inout [UInt8], until deadline: MonotonicInstant) async throws(RequestFailure) -> Bool {
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
        guard try await receive(until: min(.now() + timeouts.body, deadline)) else {
          throw SocketConnection.Failure.closed
        }
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
    if bytesSinceTurn >= Self.bytesPerTurn {
      bytesSinceTurn = 0
      await Task.yield()
    }
    return try await socket.receive(using: scratch, until: deadline) {
      bytesSinceTurn += $0.count
      parser.append($0)
    }
  }

  // MARK: - Writing

  func flush() async throws(SocketConnection.Failure) {
    guard !output.isEmpty else { return }
    try await socket.send(&output, patience: timeouts.write)
  }

  /// Answers bytes that are no request, and those that never came.
  private func refuse(_ failure: RequestFailure) async {
    switch failure {
    case .malformed(let error): await refuseUnread(error)
    case .socket(.timedOut):
      await refuseUnread(HTTPParseError(status: 408, reason: "The request did not arrive in time."))
    case .socket: break
    }
  }

  /// Answers without a request to answer, and closes.
  func refuseUnread(_ error: HTTPParseError) async {
    let began = MonotonicInstant.now()
    var serializer = HTTPResponseSerializer()
    let body = Array("\(error.reason)\n".utf8)
    var head = HTTPResponseHead(status: error.status)
    head.fields.append("Content-Type", "text/plain; charset=utf-8")
    if error.status == 503 { head.fields.append("Retry-After", "1") }
    let id = requestIDs.next()
    if settings.onAnswer != nil { head.fields.append(RequestIDs.fieldName, id) }
    output.removeAll(keepingCapacity: true)
    guard (try? serializer.appendHead(head, body: .bytes(body.count), to: &output)) != nil else { return }
    output.append(contentsOf: body)
    if let onAnswer = settings.onAnswer {
      var record = AccessRecord(
        unreadRequest: id, status: error.status, bytes: output.count, timing: RequestTiming(began: began))
      record.client = socket.peer
      onAnswer(record)
    }
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
