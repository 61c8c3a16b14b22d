internal import CCurl
internal import Glibc

/// One request on its way through libcurl: collects the head, feeds the body's channel, tells how it ended.
final class CurlTransfer: ByteChannel.Producer, @unchecked Sendable {  // confined to `reactor`
  // Confined to `driver.reactor`, but for `head`, `resumeProducing` and `stopProducing`, which only lock or post.

  /// What the caller of `stream` waits for.
  private struct Head {
    var result: Result<TransportResponse, TransportError>?
    var waiter: UnsafeContinuation<Void, Never>?
  }

  /// The most that one transfer may receive before the others have their turn.
  private static let bytesPerTurn = 256 * 1024

  let request: TransportRequest
  let reactor: Reactor
  let driver: CurlDriver
  let channel: ByteChannel
  private let head = Lock(Head())

  private(set) var easy: UnsafeMutableRawPointer?
  private(set) var isEnded = false
  var isMarkedReady = false
  private var isPaused = false
  private var parser = ResponseHeadCollector()
  private var headIsComplete = false
  /// The head, until the curl turn is over and the caller is told.
  private var undelivered: TransportResponse?
  /// Why a callback made libcurl give up; its own code would only say that the callback did.
  private var fault: TransportError?
  var headerList: UnsafeMutablePointer<curl_slist>?
  var connectList: UnsafeMutablePointer<curl_slist>?
  var isSentWithHead = false
  private var wasSent = false
  private var bodyPiece = 0
  private var bodyOffset = 0
  private var decodedBytes = 0
  /// Bytes received in the turn `turn` of the driver.
  private var bytesInTurn = 0
  private var turn: UInt64 = 0
  private var startTime = MonotonicInstant(nanoseconds: 0)
  private var lastActivity = MonotonicInstant(nanoseconds: 0)
  private var timer: UInt64?

  init(request: TransportRequest, reactor: Reactor, driver: CurlDriver) {
    self.request = request
    self.reactor = reactor
    self.driver = driver
    channel = ByteChannel(producer: nil)
    channel.attach(self)
  }

  // MARK: - The caller's side

  /// Suspends until the head is there; cancelling the task cancels the transfer.
  func response() async throws(TransportError) -> TransportResponse {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let ready = head.withLock { head in
          guard head.result == nil else { return true }
          head.waiter = continuation
          return false
        }
        if ready { continuation.resume() }
      }
    } onCancel: {
      channel.cancel()
      deliverHead(.failure(.cancelled))
    }
    let result = head.withLock { head in
      defer { head.result = nil }
      return head.result
    }
    guard let result else { throw .cancelled }
    return try result.get()
  }

  private func deliverHead(_ result: Result<TransportResponse, TransportError>) {
    let waiter: UnsafeContinuation<Void, Never>? = head.withLock { head in
      guard head.result == nil else { return nil }
      head.result = result
      defer { head.waiter = nil }
      return head.waiter
    }
    waiter?.resume()
  }

  func resumeProducing() { command(.resume(self)) }

  func stopProducing() { command(.cancel(self)) }

  private func command(_ command: CurlDriver.Command) {
    if reactor.isCurrent { driver.append(command) } else { reactor.post { self.driver.append(command) } }
  }

  /// A task waits for the head or for more of the body.
  var hasWaiter: Bool { head.withLock { $0.waiter != nil } || channel.hasWaiter }

  // MARK: - Life on the multi handle

  func started(on easy: UnsafeMutableRawPointer) {
    self.easy = easy
    startTime = driver.turnTime
    lastActivity = startTime
    armTimer(at: startTime + request.connectTimeout)
  }

  /// True while libcurl's resolver thread is at work for this transfer.
  var isLookingUpName: Bool {
    guard let easy else { return false }
    var time: curl_off_t = 0
    return ccurl_getinfo_off(easy, CURLINFO_NAMELOOKUP_TIME_T, &time) == CURLE_OK && time == 0
  }

  func resume() {
    guard let easy, isPaused, !isEnded else { return }
    isPaused = false
    lastActivity = driver.turnTime
    curl_easy_pause(easy, CURLPAUSE_CONT)
  }

  func finished(with code: CURLcode) {
    guard !isEnded else { return }
    guard code == CURLE_OK else {
      let told = easy.map { TransportError(code, easy: $0, request, sawHead: headIsComplete) }
      end(with: .failure(fault ?? told.map(afterSending) ?? .closedEarly))
      return
    }
    guard headIsComplete else {
      end(with: .failure(.closedBeforeFirstByte))
      return
    }
    end(with: .success(()))
  }

  /// What went wrong, to a request that may have arrived: libcurl tells of the connection that it wanted to send it
  /// over a second time, and a request that reached nobody could be sent anew.
  private func afterSending(_ error: TransportError) -> TransportError {
    guard wasSent, !headIsComplete else { return error }
    return switch error {
    case .couldNotResolve, .couldNotConnect, .proxyRefused, .tls: .closedBeforeFirstByte
    case .timedOut(let phase) where phase.isBeforeRequest: .closedBeforeFirstByte
    default: error
    }
  }

  /// The one end of a transfer; later calls do nothing.
  func end(with result: Result<Void, TransportError>) {
    guard !isEnded else { return }
    isEnded = true
    if let timer { reactor.cancelTimer(timer) }
    timer = nil
    deliverUndelivered()
    if case .failure(let error) = result { deliverHead(.failure(error)) }
    channel.finish(result)
  }

  /// libcurl no longer knows the handle.
  func detached() {
    easy = nil
    curl_slist_free_all(headerList)
    headerList = nil
    curl_slist_free_all(connectList)
    connectList = nil
  }

  /// Called after libcurl has returned, in the turn in which the transfer was marked.
  func tellReader() {
    deliverUndelivered()
    channel.wakeReader()
  }

  private func deliverUndelivered() {
    guard let response = undelivered else { return }
    undelivered = nil
    dropSentBody()
    deliverHead(.success(response))
  }

  // MARK: - Time limits

  /// One timer for a whole transfer: when it fires early it is set again, so an event costs no timer operation.
  private func armTimer(at deadline: MonotonicInstant) {
    let silenceEnd = request.silenceTimeout.map { lastActivity + $0 }
    // Not weakly, which would make every use of this object slower; the end cancels the timer.
    timer = reactor.schedule(at: min(deadline, silenceEnd ?? .distantFuture)) {
      guard !self.isEnded else { return }
      self.timer = nil
      // libcurl is asked for the phase in its own turn, which follows the timers'.
      self.driver.append(.checkTime(self))
    }
  }

  /// The phase whose time is up, if one is; else the timer is set for the next look. Asked in the curl turn.
  func expiredPhase(at now: MonotonicInstant) -> TransportError.Phase? {
    guard !isEnded, let easy else { return nil }
    let phase = headIsComplete ? .body : TransportError.Phase(of: easy, request)
    guard !phase.isBeforeRequest else {
      let deadline = startTime + request.connectTimeout
      guard deadline > now else { return phase }
      // The next look is a silence from here: nothing is silent before it is connected.
      lastActivity = now
      armTimer(at: deadline)
      return nil
    }
    // A paused transfer is silent because its reader is slow, not because the upstream is.
    if isPaused { lastActivity = now }
    lastActivity = max(lastActivity, startTime + timeToConnect(easy))
    guard let limit = request.silenceTimeout else { return nil }
    if lastActivity + limit <= now { return phase }
    armTimer(at: .distantFuture)
    return nil
  }

  // MARK: - libcurl's callbacks

  enum Verdict {
    case taken
    case pause
    case giveUp
  }

  func received(_ bytes: UnsafeRawBufferPointer) -> Verdict {
    if isEnded { return .giveUp }
    if turn != driver.turn {
      turn = driver.turn
      bytesInTurn = 0
    }
    // libcurl would drain one socket as long as data comes, while the others wait.
    guard bytesInTurn < Self.bytesPerTurn else {
      isPaused = true
      driver.append(.resume(self))
      return .pause
    }
    guard channel.offer(bytes) else {
      isPaused = true
      return .pause
    }
    bytesInTurn += bytes.count
    lastActivity = driver.turnTime
    driver.markReady(self)
    guard request.acceptsCompression else { return .taken }
    decodedBytes += bytes.count
    guard decodedBytes <= request.decodedLimit else {
      fault = .tooLarge(request.decodedLimit)
      return .giveUp
    }
    return .taken
  }

  func receivedHeaderLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if isEnded { return false }
    lastActivity = driver.turnTime
    guard parser.add(bytes) else {
      fault = .protocolViolation("the head is too long")
      return false
    }
    guard parser.isComplete, !headIsComplete else { return true }
    headIsComplete = true
    let (status, headers) = parser.take()
    // Only an outbound proxy asks for proxy credentials; a refused tunnel is told by libcurl itself.
    guard status != 407 else {
      fault = .proxyRefused(status: status, "")
      return false
    }
    undelivered = TransportResponse(status: status, headers: headers, body: ByteStream(channel))
    driver.markReady(self)
    return true
  }

  /// A cancelled transfer whose look-up could not be abandoned must not get to connect.
  func openSocket(_ address: curl_sockaddr) -> curl_socket_t {
    guard !isEnded else { return CURL_SOCKET_BAD }
    let descriptor = socket(address.family, address.socktype | ccurl_cloexec_flag, address.protocol)
    if descriptor >= 0 { driver.socketOpened(descriptor) }
    return descriptor
  }

  /// Whether the request may be sent now. libcurl would send it again by itself where a kept connection was dead.
  func maySend() -> Bool {
    guard !isEnded, !wasSent else {
      fault = .closedBeforeFirstByte
      return false
    }
    wasSent = true
    return true
  }

  func copyBody(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while bodyPiece < request.body.count {
      let left = request.body[bodyPiece].count - bodyOffset
      guard left > 0 else {
        bodyPiece += 1
        bodyOffset = 0
        continue
      }
      let count = min(left, buffer.count)
      request.body[bodyPiece].withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[bodyOffset..<bodyOffset + count]))
      }
      bodyOffset += count
      lastActivity = driver.turnTime
      return count
    }
    return 0
  }
}
