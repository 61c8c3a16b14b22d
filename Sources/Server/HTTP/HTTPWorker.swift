internal import Glibc
internal import Transport

/// One reactor's part of the server: its acceptor, its connections and the buffer they read into.
final class HTTPWorker: @unchecked Sendable {  // confined to `reactor`, but for `run` and `drain`, which go there first
  private static let scratchBytes = 16 * 1024
  /// Refused connections that are kept for a moment so that they see the answer; the rest is closed at once.
  private static let maximumRefusals = 64

  let reactor: Reactor
  private let index: Int
  private let settings: HTTPServer.Settings
  private let load: ServerLoad
  private let handler: HTTPServer.Handler
  private let requestIDs: RequestIDs
  /// Where every read lands first: used between two suspensions only, so one is enough.
  private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: scratchBytes, alignment: 16)
  private var acceptor: Acceptor?
  private var connections: [ObjectIdentifier: HTTPConnection] = [:]
  private var refusals = 0
  /// Every reactor's worker, this one too, in the order of the server's; set before any of them runs.
  private let peers = Lock<[Weak]>([])

  private struct Weak {
    weak var worker: HTTPWorker?
  }

  init(
    reactor: Reactor, index: Int, sockets: [ListeningSocket], settings: HTTPServer.Settings, load: ServerLoad,
    handler: @escaping HTTPServer.Handler
  ) {
    self.reactor = reactor
    self.index = index
    self.settings = settings
    self.load = load
    self.handler = handler
    requestIDs = RequestIDs()
    acceptor = Acceptor(reactor: reactor, sockets: sockets) { [weak self] in self?.admit($0) }
  }

  deinit {
    scratch.deallocate()
  }

  func meet(_ workers: [HTTPWorker]) {
    peers.withLock { $0 = workers.map { Weak(worker: $0) } }
  }

  /// Accepts and serves until drained or cancelled. Runs on the reactor.
  func run() async {
    reactor.assertCurrent()
    guard let acceptor, (try? acceptor.start()) != nil else { return endAccepting() }
    await withDiscardingTaskGroup { group in
      while let accepted = await acceptor.next() {
        guard let socket = try? SocketConnection(reactor: reactor, accepted.descriptor, load: load) else {
          forget(accepted)
          continue
        }
        group.addTask(executorPreference: reactor) {
          if accepted.isRefused { await self.refuse(socket) } else { await self.serve(socket) }
          self.forget(accepted)
        }
      }
      endAccepting()
    }
  }

  // MARK: - Accepting

  /// Decides who serves an accepted connection; nil where it is no longer this reactor's business.
  private func admit(_ descriptor: Int32) -> AcceptedConnection? {
    guard let place = load.admitConnection(acceptedBy: index) else {
      guard refusals < Self.maximumRefusals else {
        close(descriptor)
        return nil
      }
      refusals += 1
      return AcceptedConnection(descriptor: descriptor, isRefused: true)
    }
    let accepted = AcceptedConnection(descriptor: descriptor)
    guard place != index else { return accepted }
    guard let peer = peers.withLock({ $0[place].worker }), peer.hand(over: accepted) else {
      close(descriptor)
      load.connectionEnded(on: place)
      return nil
    }
    return nil
  }

  /// Takes a connection from another reactor's thread; false if this reactor has ended.
  private func hand(over accepted: AcceptedConnection) -> Bool {
    reactor.post {
      guard let acceptor = self.acceptor else { return self.drop(accepted) }
      acceptor.adopt(accepted)
    }
  }

  private func endAccepting() {
    let unserved = acceptor?.abandon() ?? []
    acceptor = nil
    for accepted in unserved { drop(accepted) }
  }

  private func drop(_ accepted: AcceptedConnection) {
    close(accepted.descriptor)
    forget(accepted)
  }

  private func forget(_ accepted: AcceptedConnection) {
    if accepted.isRefused { refusals -= 1 } else { load.connectionEnded(on: index) }
  }

  // MARK: - Serving

  private func serve(_ socket: SocketConnection) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        let connection = HTTPConnection(
          socket: socket, scratch: self.scratch, settings: self.settings, requestIDs: self.requestIDs,
          handler: self.handler)
        self.connections[ObjectIdentifier(connection)] = connection
        await connection.run()
        self.connections[ObjectIdentifier(connection)] = nil
        socket.close()
      }
      // The client's leaving cancels whatever is done for it.
      await socket.untilGone()
      group.cancelAll()
    }
  }

  /// Tells a client that there are too many without reading what it wants.
  private func refuse(_ socket: SocketConnection) async {
    let connection = HTTPConnection(
      socket: socket, scratch: scratch, settings: settings, requestIDs: requestIDs, handler: handler)
    await connection.refuseUnread(
      HTTPParseError(status: 503, reason: "The proxy has too many connections; try again in a moment."))
    socket.close()
  }

  /// Stops accepting, and ends connections that stay idle for a moment longer; from any thread.
  ///
  /// A request may be under way on any of them, and a client that has just connected has certainly one to send.
  func drain() {
    reactor.post {
      self.acceptor?.stop()
      _ = self.reactor.schedule(at: .now() + self.settings.timeouts.lastRequest) { [weak self] in
        for connection in self?.connections.values.filter(\.isIdle) ?? [] { connection.socket.expire() }
      }
    }
  }
}
