internal import CCurl

/// One request on its way through libcurl: collects the head, feeds the body's channel, tells how it ended.
final class CurlTransfer: ByteChannel.Producer, @unchecked Sendable {  // confined to `reactor`
  // Confined to `driver.reactor`, but for `head`, `resumeProducing` and `stopProducing`, which only lock or post.

  /// What the caller of `stream` waits for.
  private struct Head {
    var result: Result<TransportResponse, TransportError>?
    var waiter: UnsafeContinuation<Void, Never>?
  }

  let request: TransportRequest
  let reactor: Reactor
  unowned let driver: CurlDriver
  let channel: ByteChannel
  private let head = Lock(Head())

  private(set) var easy: UnsafeMutableRawPointer?
  private(set) var isEnded = false
  var isMarkedReady = false
  private var isPaused = false
  private var parser = ResponseHeadCollector()
  private var headIsDelivered = false
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var connectList: UnsafeMutablePointer<curl_slist>?
  private var bodyPiece = 0
  private var bodyOffset = 0
  private var lastActivity = MonotonicInstant.now()
  private var silenceTimer: UInt64?

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

  func resumeProducing() {
    if reactor.isCurrent { driver.append(.resume(self)) } else { reactor.post { self.driver.append(.resume(self)) } }
  }

  func stopProducing() {
    if reactor.isCurrent { driver.append(.cancel(self)) } else { reactor.post { self.driver.append(.cancel(self)) } }
  }

  // MARK: - Life on the multi handle

  func started(on easy: UnsafeMutableRawPointer) {
    self.easy = easy
    lastActivity = .now()
    armSilenceTimer()
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
    lastActivity = .now()
    curl_easy_pause(easy, CURLPAUSE_CONT)
  }

  func finished(with code: CURLcode) {
    guard !isEnded else { return }
    guard code == CURLE_OK else {
      end(with: .failure(easy.map { TransportError(code, easy: $0, sawHead: headIsDelivered) } ?? .closedEarly))
      return
    }
    guard parser.isComplete else {
      end(with: .failure(.closedBeforeFirstByte))
      return
    }
    completeHead()
    end(with: .success(()))
  }

  /// The one end of a transfer; later calls do nothing.
  func end(with result: Result<Void, TransportError>) {
    guard !isEnded else { return }
    isEnded = true
    if let silenceTimer { reactor.cancelTimer(silenceTimer) }
    silenceTimer = nil
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

  /// Called after the turn in which the transfer was marked.
  func tellReader() {
    channel.wakeReader()
  }

  // MARK: - Silence

  /// One timer for a whole transfer: when it fires early it is set again, so an event costs no timer operation.
  private func armSilenceTimer() {
    guard let limit = request.silenceTimeout else { return }
    silenceTimer = reactor.schedule(at: lastActivity + limit) { [weak self] in self?.silenceTimerFired(limit) }
  }

  private func silenceTimerFired(_ limit: Duration) {
    silenceTimer = nil
    guard !isEnded else { return }
    // A paused transfer is silent because its reader is slow, not because the upstream is.
    if isPaused { lastActivity = .now() }
    guard lastActivity + limit <= .now() else { return armSilenceTimer() }
    end(with: .failure(.timedOut(headIsDelivered ? .body : .firstByte)))
    driver.append(.cancel(self))
  }

  // MARK: - libcurl's callbacks

  fileprivate func received(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if isEnded { return true }
    if !headIsDelivered { completeHead() }
    guard channel.offer(bytes) else {
      isPaused = true
      return false
    }
    lastActivity = .now()
    driver.markReady(self)
    return true
  }

  fileprivate func receivedHeaderLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
    lastActivity = .now()
    guard parser.add(bytes) else { return false }
    if parser.isComplete { completeHead() }
    return true
  }

  private func completeHead() {
    guard !headIsDelivered else { return }
    headIsDelivered = true
    let (status, headers) = parser.take()
    deliverHead(.success(TransportResponse(status: status, headers: headers, body: ByteStream(channel))))
  }

  fileprivate func copyBody(into buffer: UnsafeMutableRawBufferPointer) -> Int {
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
      lastActivity = .now()
      return count
    }
    return 0
  }

  // MARK: - Options

  /// Sets every option of the request; false if libcurl refuses one.
  func configure(_ easy: UnsafeMutableRawPointer) -> Bool {
    let context = Unmanaged.passUnretained(self).toOpaque()
    var options = CurlOptions(easy)
    options.set(CURLOPT_URL, request.url)
    options.set(CURLOPT_NOSIGNAL, 1)
    options.setCommonDefaults()
    options.set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectTimeout.wholeMilliseconds))
    options.setDataCallback(CURLOPT_WRITEFUNCTION, CURLOPT_WRITEDATA, curlReceived, context)
    options.setDataCallback(CURLOPT_HEADERFUNCTION, CURLOPT_HEADERDATA, curlReceivedHeader, context)
    switch request.httpVersion {
    case .http1: options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    case .http2:
      options.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
      options.set(CURLOPT_PIPEWAIT, 1)
    }
    switch request.proxy {
    case .environment: break
    case .direct: options.set(CURLOPT_PROXY, "")
    case .url(let url):
      options.set(CURLOPT_PROXY, url)
      options.set(CURLOPT_NOPROXY, "")
    }
    if let address = request.resolvedAddress {
      // For any host and port of the URL; the port stays.
      connectList = curl_slist_append(nil, address.utf8.contains(58) ? "::[\(address)]:" : "::\(address):")
      options.setList(CURLOPT_CONNECT_TO, connectList)
      options.set(CURLOPT_FRESH_CONNECT, 1)
      options.set(CURLOPT_FORBID_REUSE, 1)
    }
    if request.acceptsCompression { options.set(CURLOPT_ACCEPT_ENCODING, "") }
    setMethod(&options, context)
    // libcurl would otherwise wait a second for "100 Continue" from servers that never send it.
    var list = curl_slist_append(nil, "Expect:")
    for (name, value) in request.headers {
      // "Name;" is libcurl's spelling of a field with an empty value.
      list = curl_slist_append(list, value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    headerList = list
    options.setList(CURLOPT_HTTPHEADER, list)
    return options.allAccepted
  }

  private func setMethod(_ options: inout CurlOptions, _ context: UnsafeMutableRawPointer) {
    let length = request.body.reduce(0) { $0 + $1.count }
    guard length > 0 || request.method == "POST" else {
      if request.method == "HEAD" {
        options.set(CURLOPT_NOBODY, 1)
      } else if request.method != "GET" {
        options.set(CURLOPT_CUSTOMREQUEST, request.method)
      }
      return
    }
    options.set(CURLOPT_POST, 1)
    if request.method != "POST" { options.set(CURLOPT_CUSTOMREQUEST, request.method) }
    options.setOffset(CURLOPT_POSTFIELDSIZE_LARGE, length)
    options.setDataCallback(CURLOPT_READFUNCTION, CURLOPT_READDATA, curlWantsBody, context)
    // Refusing to rewind keeps libcurl from sending a POST twice on its own decision.
    options.refuseSeeking()
  }
}

extension Duration {
  var wholeMilliseconds: Int {
    Int(clamping: components.seconds.multipliedReportingOverflow(by: 1000).partialValue)
      + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

private func curlReceived(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.received(UnsafeRawBufferPointer(start: bytes, count: size * count))
    ? size * count : Int(CURL_WRITEFUNC_PAUSE)
}

private func curlReceivedHeader(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.receivedHeaderLine(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

private func curlWantsBody(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.copyBody(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}
