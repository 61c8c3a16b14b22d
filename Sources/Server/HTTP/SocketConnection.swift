internal import CCurl
internal import Glibc
internal import Transport

/// A client's socket on a reactor: reads and writes that suspend instead of blocking, and word of the client's leaving.
///
/// Registered edge-triggered once for everything, so a request costs no `epoll_ctl`.
final class SocketConnection: DescriptorHandler, @unchecked Sendable {  // confined to `reactor`
  enum Failure: Error {
    case closed
    case timedOut
    case cancelled
  }

  /// Bytes handed to the kernel in one call, and after so many the reactor looks at its other sockets.
  private static let bytesPerTurn = 256 * 1024

  // Made once: in another module than its own an option set is put together by generic code.
  private static let ended: DescriptorEvents = [.hungUp, .failed]
  private static let mayHaveBytes: DescriptorEvents = [.readable, .peerClosed]

  let reactor: Reactor
  let load: ServerLoad
  private let descriptor: Int32
  private var readWaiter: UnsafeContinuation<Void, Never>?
  private var writeWaiter: UnsafeContinuation<Void, Never>?
  private var goneWaiter: UnsafeContinuation<Void, Never>?
  private var mayRead = true
  private var mayWrite = true
  private var hasTimedOut = false
  private(set) var isGone = false
  private var isClosed = false
  /// The client's address; nil on a Unix socket.
  private(set) lazy var peer = isClosed ? nil : IPAddress(peerOf: descriptor)

  /// Takes over `descriptor`, which is closed if this throws.
  init(reactor: Reactor, _ descriptor: Int32, load: ServerLoad) throws(ReactorError) {
    self.reactor = reactor
    self.load = load
    self.descriptor = descriptor
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    do {
      try reactor.register(descriptor, for: [.readable, .writable, .peerClosed, .edgeTriggered], handler: self)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
  }

  func descriptorReady(_ events: DescriptorEvents) {
    let hasEnded = events.rawValue & Self.ended.rawValue != 0
    if hasEnded || events.rawValue & Self.mayHaveBytes.rawValue != 0 {
      mayRead = true
      wakeReader()
    }
    if hasEnded || events.rawValue & DescriptorEvents.writable.rawValue != 0 {
      mayWrite = true
      wakeWriter()
    }
    if hasEnded || events.rawValue & DescriptorEvents.peerClosed.rawValue != 0 { leave() }
  }

  private func wakeReader() {
    let waiter = readWaiter
    readWaiter = nil
    waiter?.resume()
  }

  private func wakeWriter() {
    let waiter = writeWaiter
    writeWaiter = nil
    waiter?.resume()
  }

  private func leave() {
    isGone = true
    let waiter = goneWaiter
    goneWaiter = nil
    waiter?.resume()
  }

  // MARK: - Reading

  /// Hands what has arrived to `consume`, at most one scratch buffer full; false if the client has ended its side.
  func receive(
    using scratch: UnsafeMutableRawBufferPointer, until deadline: MonotonicInstant,
    _ consume: (UnsafeRawBufferPointer) -> Void
  ) async throws(Failure) -> Bool {
    var isLate = false
    while true {
      guard !isClosed else { throw .closed }
      if mayRead {
        let count = recv(descriptor, scratch.baseAddress, scratch.count, 0)
        if count > 0 {
          // A short read has emptied the socket: the next edge tells when there is more.
          if count < scratch.count { mayRead = isGone }
          consume(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
          return true
        }
        if count == 0 { return false }
        switch errno {
        case EAGAIN: mayRead = false
        case EINTR: continue
        default: throw .closed
        }
      }
      guard !isLate else { throw .timedOut }
      do throws(Failure) {
        try await suspend(until: deadline) { self.readWaiter = $0 }
      } catch {
        guard error == .timedOut else { throw error }
        // Bytes may have come with the timer; closing without reading them would reset their sender.
        isLate = true
        mayRead = true
      }
    }
  }

  // MARK: - Writing

  /// Sends all of `bytes` and empties it, keeping its storage; the client may let it wait for `patience`.
  func send(_ bytes: inout [UInt8], patience: Duration) async throws(Failure) {
    var offset = 0
    var deadline: MonotonicInstant?
    while offset < bytes.count {
      guard !isClosed else { throw .closed }
      if mayWrite {
        let count = bytes.withUnsafeBytes {
          Glibc.send(
            descriptor, $0.baseAddress.map { $0 + offset }, min($0.count - offset, Self.bytesPerTurn), ccurl_send_flags)
        }
        if count >= 0 {
          offset += count
          if count == Self.bytesPerTurn { await Task.yield() }
          continue
        }
        switch errno {
        case EAGAIN: mayWrite = false
        case EINTR: continue
        default: throw .closed
        }
      }
      // Output counts only while it waits for the client, so an event that goes out at once costs nothing here.
      let pending = bytes.count - offset
      load.addPending(pending)
      defer { load.release(pending) }
      let end = deadline ?? .now() + patience
      deadline = end
      try await suspend(until: end) { self.writeWaiter = $0 }
    }
    bytes.removeAll(keepingCapacity: bytes.capacity <= 64 * 1024)
  }

  // MARK: - Waiting

  /// Ends whatever waits for the client as if its time were up.
  func expire() {
    reactor.assertCurrent()
    guard readWaiter != nil || writeWaiter != nil else { return }
    hasTimedOut = true
    wakeReader()
    wakeWriter()
  }

  private func suspend(
    until deadline: MonotonicInstant, _ store: (UnsafeContinuation<Void, Never>) -> Void
  ) async throws(Failure) {
    if Task.isCancelled { throw .cancelled }
    var timer: UInt64?
    if deadline != .distantFuture {
      timer = reactor.schedule(at: deadline) { self.expire() }
    }
    reactor.countWait(+1)
    await withTaskCancellationHandler {
      await withUnsafeContinuation { store($0) }
    } onCancel: {
      reactor.post {
        self.wakeReader()
        self.wakeWriter()
      }
    }
    reactor.countWait(-1)
    if let timer { reactor.cancelTimer(timer) }
    if Task.isCancelled { throw .cancelled }
    if hasTimedOut {
      hasTimedOut = false
      throw .timedOut
    }
  }

  /// Suspends until the client has gone or the connection is closed here.
  func untilGone() async {
    guard !isGone, !isClosed else { return }
    await withTaskCancellationHandler {
      await withUnsafeContinuation { goneWaiter = $0 }
    } onCancel: {
      reactor.post { self.leave() }
    }
  }

  // MARK: - The end

  /// Ends our side of the connection and keeps reading possible.
  func finishWriting() {
    guard !isClosed else { return }
    shutdown(descriptor, Int32(SHUT_WR))
  }

  func close() {
    reactor.assertCurrent()
    guard !isClosed else { return }
    isClosed = true
    reactor.deregister(descriptor)
    Glibc.close(descriptor)
    wakeReader()
    wakeWriter()
    leave()
  }
}
