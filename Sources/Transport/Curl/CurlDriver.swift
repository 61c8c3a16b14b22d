internal import CCurl
internal import Glibc

/// libcurl's multi handle on a reactor: the only place where libcurl is called, and only in the loop's curl turn.
///
/// Jobs and callbacks append commands; `takeTurn` carries them out, so no libcurl callback ever runs inside a task's
/// job and removing a transfer is always legal.
final class CurlDriver: LoopParticipant, @unchecked Sendable {  // confined to `reactor`
  enum Command {
    case add(CurlTransfer)
    case cancel(CurlTransfer)
    case resume(CurlTransfer)
    case checkTime(CurlTransfer)
  }

  /// Easy handles kept for reuse; each costs some 5 KB.
  private static let idleHandles = 256
  /// Connections kept for reuse, at the least; libcurl's own rule would keep four times the running transfers.
  private static let minimumConnections = 64

  let reactor: Reactor
  let options: CurlTransportOptions
  let canAbandonLookups: Bool
  private let multi: UnsafeMutableRawPointer
  private var commands: [Command] = []
  private var readySockets: [(descriptor: Int32, mask: Int32)] = []
  private var sockets: [Int32: CurlSocket] = [:]
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private var idle: [UnsafeMutableRawPointer] = []
  private var ready: [CurlTransfer] = []
  /// Cancelled transfers whose name look-up cannot be abandoned: removed when it has ended.
  private var parked: [CurlTransfer] = []
  private var connections = CurlDriver.minimumConnections
  private var isStopping = false
  /// libcurl may be called, and may call back, at this moment.
  private var isInTurn = false
  private(set) var deadline: MonotonicInstant?
  /// The number and the time of the turn that is running, read by transfers instead of a clock.
  private(set) var turn: UInt64 = 0
  private(set) var turnTime = MonotonicInstant.now()

  init(reactor: Reactor, options: CurlTransportOptions) throws(TransportError) {
    guard CurlGlobal.isReady, let multi = curl_multi_init() else {
      throw .invalidRequest("libcurl could not be initialised")
    }
    self.reactor = reactor
    self.options = options
    canAbandonLookups = options.abandonsLookups && CurlGlobal.hasQuickExit
    self.multi = multi
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_multi_setopt_pointer(multi, CURLMOPT_SOCKETDATA, context)
    _ = ccurl_multi_setopt_socket_callback(multi, curlSocketChanged)
    _ = ccurl_multi_setopt_pointer(multi, CURLMOPT_TIMERDATA, context)
    _ = ccurl_multi_setopt_timer_callback(multi, curlTimerChanged)
    _ = ccurl_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, connections)
    // One transfer a connection with HTTP/2 too: a paused one would stall its neighbours (decision 0004).
    _ = ccurl_multi_setopt_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
  }

  // MARK: - Commands

  func append(_ command: Command) {
    reactor.assertCurrent()
    commands.append(command)
  }

  /// A transfer has bytes, a head or an end to tell; told after libcurl has returned.
  func markReady(_ transfer: CurlTransfer) {
    guard !transfer.isMarkedReady else { return }
    transfer.isMarkedReady = true
    ready.append(transfer)
  }

  // MARK: - The curl turn

  /// Stops a debug build, and so every test, in which libcurl is at work outside its turn.
  func assertInTurn() {
    reactor.assertCurrent()
    assert(isInTurn, "libcurl is at work outside the curl turn")
  }

  var hasPendingWork: Bool { !commands.isEmpty || !readySockets.isEmpty }

  func count(into snapshot: inout ReactorSnapshot) {
    snapshot.transfers += transfers.count + commands.count { if case .add = $0 { true } else { false } }
    snapshot.idleHandles += idle.count
    // Connections that wait for their next transfer are nobody's descriptors.
    snapshot.descriptors -= sockets.values.count { !$0.isWanted && !$0.watched.isEmpty }
    snapshot.continuations += transfers.values.count { $0.hasWaiter }
  }

  func takeTurn(now: MonotonicInstant) {
    let timeIsUp = deadline.map { $0 <= now } ?? false
    guard timeIsUp || hasPendingWork else { return }
    isInTurn = true
    defer { isInTurn = false }
    turn &+= 1
    turnTime = now
    var running: Int32 = 0
    if !readySockets.isEmpty {
      let batch = readySockets
      readySockets.removeAll(keepingCapacity: true)
      for (descriptor, mask) in batch {
        // The socket may have been closed by the action before.
        guard let socket = sockets[descriptor], socket.isPending else { continue }
        socket.isPending = false
        curl_multi_socket_action(multi, descriptor, mask, &running)
      }
    }
    if !commands.isEmpty {
      let batch = commands
      commands.removeAll(keepingCapacity: true)
      for command in batch { carryOut(command) }
    }
    if let deadline, deadline <= now {
      self.deadline = nil
      curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
    }
    collectFinished()
    if !parked.isEmpty { removeParked() }
    while !ready.isEmpty {
      let batch = ready
      ready.removeAll(keepingCapacity: true)
      for transfer in batch {
        transfer.isMarkedReady = false
        transfer.tellReader()
      }
    }
  }

  private func carryOut(_ command: Command) {
    assertInTurn()
    switch command {
    case .add(let transfer): start(transfer)
    case .resume(let transfer): transfer.resume()
    case .cancel(let transfer): end(transfer, with: .cancelled)
    case .checkTime(let transfer):
      if let phase = transfer.expiredPhase(at: turnTime) { end(transfer, with: .timedOut(phase)) }
    }
  }

  private func start(_ transfer: CurlTransfer) {
    guard !transfer.isEnded else { return }
    guard !isStopping else {
      transfer.end(with: .failure(.cancelled))
      return
    }
    guard let easy = configuredHandle(for: transfer) else {
      transfer.end(with: .failure(.invalidRequest("libcurl refuses the request's options")))
      return
    }
    guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
      transfer.end(with: .failure(.invalidRequest("libcurl takes no more requests")))
      transfer.detached()
      curl_easy_cleanup(easy)
      return
    }
    transfers[easy] = transfer
    if transfers.count > connections {
      connections *= 2
      _ = ccurl_multi_setopt_long(multi, CURLMOPT_MAXCONNECTS, connections)
    }
    transfer.started(on: easy)
  }

  /// A kept handle, or a new one where none is left or the kept one refuses: some keep a buffer of their last transfer.
  private func configuredHandle(for transfer: CurlTransfer) -> UnsafeMutableRawPointer? {
    if let kept = idle.popLast() {
      if transfer.configure(kept) { return kept }
      transfer.detached()
      curl_easy_cleanup(kept)
    }
    guard let new = curl_easy_init() else { return nil }
    if transfer.configure(new) { return new }
    transfer.detached()
    curl_easy_cleanup(new)
    return nil
  }

  private func collectFinished() {
    var code = CURLE_OK
    while let easy = ccurl_multi_next_done(multi, &code) {
      guard let transfer = transfers[easy] else { continue }
      transfer.finished(with: code)
      remove(transfer, easy, isReusable: code == CURLE_OK)
    }
  }

  /// Ends a transfer before libcurl does; one that has not been started, or is over, has no handle.
  private func end(_ transfer: CurlTransfer, with error: TransportError) {
    transfer.end(with: .failure(error))
    guard let easy = transfer.easy else { return }
    // Removing the handle would join the resolver's thread; the transfer opens no socket when the look-up ends.
    if !canAbandonLookups, transfer.isLookingUpName {
      // Its own time limit would join the thread as well.
      _ = ccurl_setopt_long(easy, CURLOPT_CONNECTTIMEOUT_MS, 24 * 3600 * 1000)
      parked.append(transfer)
    } else {
      remove(transfer, easy)
    }
  }

  private func removeParked() {
    parked.removeAll { transfer in
      guard let easy = transfer.easy else { return true }
      guard !transfer.isLookingUpName else { return false }
      remove(transfer, easy)
      return true
    }
  }

  /// A handle whose transfer failed is not reused: libcurl 7.88 then still holds a buffer of the old size, and a reset
  /// makes it believe in another one.
  private func remove(_ transfer: CurlTransfer, _ easy: UnsafeMutableRawPointer, isReusable: Bool = false) {
    assertInTurn()
    curl_multi_remove_handle(multi, easy)
    transfers[easy] = nil
    transfer.detached()
    if isReusable, idle.count < Self.idleHandles {
      curl_easy_reset(easy)
      idle.append(easy)
    } else {
      curl_easy_cleanup(easy)
    }
  }

  // MARK: - Sockets and timer

  func socketReady(_ socket: CurlSocket, _ mask: Int32) {
    socket.isPending = true
    readySockets.append((socket.descriptor, mask))
  }

  /// libcurl has a new socket of ours.
  func socketOpened(_ descriptor: Int32) {
    assertInTurn()
    let socket = CurlSocket(descriptor, isConnection: true, driver: self)
    // libcurl closes a socket that never connected without a word, and says nothing either where it waits for the same
    // of the new one.
    let stale = sockets.updateValue(socket, forKey: descriptor)
    guard let stale else { return }
    let events = stale.isWanted ? stale.watched : []
    unwatch(stale)
    socket.isWanted = !events.isEmpty
    watch(socket, for: events)
  }

  fileprivate func closeSocket(_ descriptor: Int32) -> Int32 {
    assertInTurn()
    if let socket = sockets.removeValue(forKey: descriptor) { unwatch(socket) }
    return close(descriptor)
  }

  fileprivate func socketChanged(_ descriptor: Int32, _ what: Int32) {
    assertInTurn()
    guard what != CURL_POLL_REMOVE else {
      if let socket = sockets[descriptor] { forget(socket) }
      return
    }
    var events: DescriptorEvents = []
    if what & CURL_POLL_IN != 0 { events.insert(.readable) }
    if what & CURL_POLL_OUT != 0 { events.insert(.writable) }
    let socket = known(descriptor) ?? CurlSocket(descriptor, isConnection: false, driver: self)
    sockets[descriptor] = socket
    socket.isWanted = true
    watch(socket, for: events)
  }

  /// The socket under this number, unless that is one which was opened and closed without a word, and the number the
  /// resolver's now.
  private func known(_ descriptor: Int32) -> CurlSocket? {
    guard let socket = sockets[descriptor] else { return nil }
    return socket.isWanted || !socket.watched.isEmpty || CurlSocket.mayConnect(descriptor) ? socket : nil
  }

  /// libcurl does not wait for the socket any more.
  ///
  /// What was connected stays watched, for libcurl tells when it closes that; of others it does not.
  private func forget(_ socket: CurlSocket) {
    socket.isWanted = false
    guard !socket.isConnection || socket.watched != .readable else { return }
    unwatch(socket)
    sockets[socket.descriptor] = nil
  }

  private func watch(_ socket: CurlSocket, for events: DescriptorEvents) {
    guard socket.watched != events, !events.isEmpty else { return }
    do {
      if socket.watched.isEmpty {
        try reactor.register(socket.descriptor, for: events, handler: socket)
      } else {
        try reactor.modify(socket.descriptor, for: events)
      }
      socket.watched = events
    } catch {
      // The transfer on this socket will be cut by its silence limit; there is nobody to tell here.
      unwatch(socket)
    }
  }

  func unwatch(_ socket: CurlSocket) {
    guard !socket.watched.isEmpty else { return }
    socket.watched = []
    reactor.deregister(socket.descriptor)
  }

  fileprivate func timerChanged(_ milliseconds: Int) {
    assertInTurn()
    deadline = milliseconds < 0 ? nil : .now() + .milliseconds(milliseconds)
  }

  // MARK: - The end

  func stop() {
    isStopping = true
    for transfer in transfers.values { commands.append(.cancel(transfer)) }
  }

  func loopEnded() {
    isInTurn = true
    defer { isInTurn = false }
    for (easy, transfer) in transfers {
      // What is left here is parked: ending the loop may wait for its look-up.
      curl_multi_remove_handle(multi, easy)
      transfer.detached()
      curl_easy_cleanup(easy)
    }
    transfers = [:]
    for easy in idle { curl_easy_cleanup(easy) }
    idle = []
    parked = []
    curl_multi_cleanup(multi)
    sockets = [:]
  }
}

private func curlSocketChanged(
  _: UnsafeMutableRawPointer?, descriptor: curl_socket_t, what: Int32,
  context: UnsafeMutableRawPointer?, _: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return -1 }
  Unmanaged<CurlDriver>.fromOpaque(context).takeUnretainedValue().socketChanged(descriptor, what)
  return 0
}

/// Given to libcurl with each connection, which may outlive the transfer that it was opened for.
let curlClosesSocket: ccurl_closesocket_callback = { context, descriptor in
  guard let context else { return close(descriptor) }
  return Unmanaged<CurlDriver>.fromOpaque(context).takeUnretainedValue().closeSocket(descriptor)
}

private func curlTimerChanged(
  _: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return -1 }
  Unmanaged<CurlDriver>.fromOpaque(context).takeUnretainedValue().timerChanged(milliseconds)
  return 0
}
