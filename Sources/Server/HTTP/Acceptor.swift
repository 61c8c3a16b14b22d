internal import CCurl
internal import DequeModule
internal import Glibc
internal import Transport

/// One reactor's share of the listening sockets: hands out connections one by one.
final class Acceptor: DescriptorHandler, @unchecked Sendable {  // confined to `reactor`
  /// Accepting goes on in the next turn of the loop after so many, so that a flood of clients starves nobody.
  private static let acceptsPerEvent = 16
  /// The same while what has been accepted is not done with.
  private static let acceptsPerBusyEvent = 2
  /// More than the kernel's queue holds.
  private static let acceptsAtStop = 8192

  private let reactor: Reactor
  private let pauseWithoutDescriptors: Duration
  private let accept: @Sendable (Int32) -> Int32
  private let admit: @Sendable (Int32) -> AcceptedConnection?
  private var sockets: [ListeningSocket]
  private var accepted = Deque<AcceptedConnection>()
  private var waiter: UnsafeContinuation<Void, Never>?
  private var isStopped = false

  /// `accept` is the system call, for tests to replace; `admit` says what becomes of a descriptor, nil that it is gone.
  init(
    reactor: Reactor, sockets: [ListeningSocket], pauseWithoutDescriptors: Duration = .milliseconds(100),
    accept: @escaping @Sendable (Int32) -> Int32 = { ccurl_accept4($0) },
    admit: @escaping @Sendable (Int32) -> AcceptedConnection?
  ) {
    self.reactor = reactor
    self.sockets = sockets
    self.pauseWithoutDescriptors = pauseWithoutDescriptors
    self.accept = accept
    self.admit = admit
  }

  /// Starts to accept; throws if epoll refuses.
  func start() throws(ReactorError) {
    for socket in sockets { try reactor.register(socket.descriptor, for: [.readable, .exclusive], handler: self) }
  }

  /// Stops accepting and lets go of the sockets, which close when every reactor has; `next` hands out what is left.
  func stop() {
    reactor.assertCurrent()
    guard !isStopped else { return }
    isStopped = true
    for socket in sockets {
      reactor.deregister(socket.descriptor)
      // Closing a socket of our own resets whoever waits in its queue; an inherited one lives on elsewhere.
      if !socket.isInherited { acceptAll(socket, atMost: Self.acceptsAtStop) }
    }
    sockets = []
    wake()
  }

  /// Stops and returns what nobody has been handed.
  func abandon() -> [AcceptedConnection] {
    stop()
    var abandoned: [AcceptedConnection] = []
    while let connection = accepted.popFirst() { abandoned.append(connection) }
    return abandoned
  }

  /// Takes a connection that another reactor has accepted.
  func adopt(_ connection: AcceptedConnection) {
    reactor.assertCurrent()
    accepted.append(connection)
    wake()
  }

  /// The next connection, or nil once all are handed out after a stop, or cancelled.
  func next() async -> AcceptedConnection? {
    while accepted.isEmpty, !isStopped, !Task.isCancelled {
      await withTaskCancellationHandler {
        await withUnsafeContinuation { waiter = $0 }
      } onCancel: {
        reactor.post { self.wake() }
      }
    }
    return Task.isCancelled ? nil : accepted.popFirst()
  }

  private func wake() {
    let waiter = self.waiter
    self.waiter = nil
    waiter?.resume()
  }

  func descriptorReady(_: DescriptorEvents) {
    let count = reactor.isBusy ? Self.acceptsPerBusyEvent : Self.acceptsPerEvent
    for socket in sockets { acceptAll(socket, atMost: count) }
    if !accepted.isEmpty { wake() }
  }

  private func acceptAll(_ socket: ListeningSocket, atMost count: Int) {
    for _ in 0..<count {
      let descriptor = accept(socket.descriptor)
      if descriptor >= 0 {
        if let connection = admit(descriptor) { accepted.append(connection) }
        continue
      }
      switch errno {
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return isStopped ? () : disarm(socket)
      case ECONNABORTED, EINTR: continue
      default: return
      }
    }
  }

  /// Out of descriptors: the listener would be ready without end, so it rests until some may be free again.
  private func disarm(_ socket: ListeningSocket) {
    reactor.deregister(socket.descriptor)
    _ = reactor.schedule(at: .now() + pauseWithoutDescriptors) { [weak self] in
      guard let self, !self.isStopped else { return }
      do {
        try self.reactor.register(socket.descriptor, for: [.readable, .exclusive], handler: self)
      } catch {
        self.disarm(socket)
      }
    }
  }
}
