internal import CCurl

/// libcurl's multi handle on a reactor: the only place where libcurl is called, and only in the loop's curl turn.
///
/// Jobs and callbacks append commands; `takeTurn` carries them out, so no libcurl callback ever runs inside a task's
/// job and removing a transfer is always legal.
final class CurlDriver: LoopParticipant, @unchecked Sendable {  // confined to `reactor`
  enum Command {
    case add(CurlTransfer)
    case cancel(CurlTransfer)
    case resume(CurlTransfer)
  }

  /// Easy handles kept for reuse; each costs some 5 KB.
  private static let idleHandles = 256

  unowned let reactor: Reactor
  private let multi: UnsafeMutableRawPointer
  private var commands: [Command] = []
  private var readySockets: [(descriptor: Int32, mask: Int32)] = []
  private var sockets: [Int32: CurlSocket] = [:]
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  private var idle: [UnsafeMutableRawPointer] = []
  private var ready: [CurlTransfer] = []
  private(set) var deadline: MonotonicInstant?

  init(reactor: Reactor) throws(TransportError) {
    guard CurlGlobal.isReady, let multi = curl_multi_init() else {
      throw .invalidRequest("libcurl could not be initialised")
    }
    self.reactor = reactor
    self.multi = multi
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_multi_setopt_pointer(multi, CURLMOPT_SOCKETDATA, context)
    _ = ccurl_multi_setopt_socket_callback(multi, curlSocketChanged)
    _ = ccurl_multi_setopt_pointer(multi, CURLMOPT_TIMERDATA, context)
    _ = ccurl_multi_setopt_timer_callback(multi, curlTimerChanged)
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

  var hasPendingWork: Bool { !commands.isEmpty || !readySockets.isEmpty }

  /// Transfers that are running or waiting to be added.
  var transferCount: Int {
    transfers.count + commands.count { if case .add = $0 { true } else { false } }
  }

  func takeTurn(now: MonotonicInstant) {
    let timeIsUp = deadline.map { $0 <= now } ?? false
    guard timeIsUp || hasPendingWork else { return }
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
    switch command {
    case .add(let transfer): start(transfer)
    case .resume(let transfer): transfer.resume()
    case .cancel(let transfer): cancel(transfer)
    }
  }

  private func start(_ transfer: CurlTransfer) {
    guard !transfer.isEnded else { return }
    guard let easy = idle.popLast() ?? curl_easy_init() else {
      transfer.end(with: .failure(.invalidRequest("libcurl has no handle left")))
      return
    }
    guard transfer.configure(easy), curl_multi_add_handle(multi, easy) == CURLM_OK else {
      transfer.end(with: .failure(.invalidRequest("libcurl refuses the request's options")))
      curl_easy_cleanup(easy)
      return
    }
    transfers[easy] = transfer
    transfer.started(on: easy)
  }

  private func collectFinished() {
    var code = CURLE_OK
    while let easy = ccurl_multi_next_done(multi, &code) {
      guard let transfer = transfers[easy] else { continue }
      transfer.finished(with: code)
      remove(transfer, easy)
    }
  }

  private func cancel(_ transfer: CurlTransfer) {
    guard let easy = transfer.easy else {
      // Not started yet, or over.
      transfer.end(with: .failure(.cancelled))
      return
    }
    transfer.end(with: .failure(.cancelled))
    // Without QUICK_EXIT, removing the handle would join the resolver's thread: let the look-up end first.
    if !CurlGlobal.hasQuickExit, transfer.isLookingUpName { return }
    remove(transfer, easy)
  }

  private func remove(_ transfer: CurlTransfer, _ easy: UnsafeMutableRawPointer) {
    curl_multi_remove_handle(multi, easy)
    transfers[easy] = nil
    transfer.detached()
    if idle.count < Self.idleHandles {
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

  fileprivate func socketChanged(_ descriptor: Int32, _ what: Int32) {
    guard what != CURL_POLL_REMOVE else {
      if sockets.removeValue(forKey: descriptor) != nil { reactor.deregister(descriptor) }
      return
    }
    var events: DescriptorEvents = []
    if what & CURL_POLL_IN != 0 { events.insert(.readable) }
    if what & CURL_POLL_OUT != 0 { events.insert(.writable) }
    do {
      if let socket = sockets[descriptor] {
        guard socket.events != events else { return }
        socket.events = events
        try reactor.modify(descriptor, for: events)
      } else {
        let socket = CurlSocket(descriptor: descriptor, events: events, driver: self)
        sockets[descriptor] = socket
        try reactor.register(descriptor, for: events, handler: socket)
      }
    } catch {
      // The transfer on this socket will be cut by its silence limit; there is nobody to tell here.
      sockets[descriptor] = nil
    }
  }

  fileprivate func timerChanged(_ milliseconds: Int) {
    deadline = milliseconds < 0 ? nil : .now() + .milliseconds(milliseconds)
  }

  func loopEnded() {
    for (easy, transfer) in transfers {
      curl_multi_remove_handle(multi, easy)
      transfer.end(with: .failure(.cancelled))
      transfer.detached()
      curl_easy_cleanup(easy)
    }
    transfers = [:]
    for easy in idle { curl_easy_cleanup(easy) }
    idle = []
    for command in commands {
      if case .add(let transfer) = command { transfer.end(with: .failure(.cancelled)) }
    }
    commands = []
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

private func curlTimerChanged(
  _: UnsafeMutableRawPointer?, milliseconds: Int, context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let context else { return -1 }
  Unmanaged<CurlDriver>.fromOpaque(context).takeUnretainedValue().timerChanged(milliseconds)
  return 0
}
