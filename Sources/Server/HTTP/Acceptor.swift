internal import CCurl
internal import DequeModule
internal import Glibc
internal import Transport

/// One reactor's share of a listening socket: hands out accepted descriptors one by one.
final class Acceptor: DescriptorHandler, @unchecked Sendable {  // confined to `reactor`
  /// Accepting goes on in the next turn of the loop after so many, so that a flood of clients starves nobody.
  private static let acceptsPerEvent = 16
  private static let pauseWithoutDescriptors: Duration = .milliseconds(100)

  private let reactor: Reactor
  private let sockets: [ListeningSocket]
  private var accepted = Deque<Int32>()
  private var waiter: UnsafeContinuation<Void, Never>?
  private var isStopped = false

  init(reactor: Reactor, sockets: [ListeningSocket]) {
    self.reactor = reactor
    self.sockets = sockets
  }

  /// Starts to accept; throws if epoll refuses.
  func start() throws(ReactorError) {
    for socket in sockets { try reactor.register(socket.descriptor, for: [.readable, .exclusive], handler: self) }
  }

  /// Stops accepting; descriptors not yet handed out are closed.
  func stop() {
    reactor.assertCurrent()
    guard !isStopped else { return }
    isStopped = true
    for socket in sockets { reactor.deregister(socket.descriptor) }
    while let descriptor = accepted.popFirst() { close(descriptor) }
    wake()
  }

  /// The next accepted descriptor, or nil once stopped or cancelled.
  func next() async -> Int32? {
    while accepted.isEmpty, !isStopped, !Task.isCancelled {
      await withTaskCancellationHandler {
        await withUnsafeContinuation { waiter = $0 }
      } onCancel: {
        reactor.post { self.wake() }
      }
    }
    return isStopped ? nil : accepted.popFirst()
  }

  private func wake() {
    let waiter = self.waiter
    self.waiter = nil
    waiter?.resume()
  }

  func descriptorReady(_: DescriptorEvents) {
    for socket in sockets { acceptAll(socket) }
    if !accepted.isEmpty { wake() }
  }

  private func acceptAll(_ socket: ListeningSocket) {
    for _ in 0..<Self.acceptsPerEvent {
      let descriptor = ccurl_accept4(socket.descriptor)
      if descriptor >= 0 {
        accepted.append(descriptor)
        continue
      }
      switch errno {
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return disarm(socket)
      case ECONNABORTED, EINTR: continue
      default: return
      }
    }
  }

  /// Out of descriptors: the listener would be ready without end, so it rests until some may be free again.
  private func disarm(_ socket: ListeningSocket) {
    reactor.deregister(socket.descriptor)
    _ = reactor.schedule(at: .now() + Self.pauseWithoutDescriptors) { [weak self] in
      guard let self, !self.isStopped else { return }
      do {
        try self.reactor.register(socket.descriptor, for: [.readable, .exclusive], handler: self)
      } catch {
        self.disarm(socket)
      }
    }
  }
}
