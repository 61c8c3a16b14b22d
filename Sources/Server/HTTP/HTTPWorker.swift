internal import Transport

/// One reactor's part of the server: its acceptor, its connections and the buffer they read into.
final class HTTPWorker: @unchecked Sendable {  // confined to `reactor`, but for `run` and `drain`, which go there first
  private static let scratchBytes = 16 * 1024

  let reactor: Reactor
  private let acceptor: Acceptor
  private let limits: HTTPLimits
  private let timeouts: HTTPTimeouts
  private let handler: HTTPServer.Handler
  /// Where every read lands first: used between two suspensions only, so one is enough.
  private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: scratchBytes, alignment: 16)
  private var connections: [ObjectIdentifier: HTTPConnection] = [:]
  private var isDraining = false

  init(
    reactor: Reactor, sockets: [ListeningSocket], limits: HTTPLimits, timeouts: HTTPTimeouts,
    handler: @escaping HTTPServer.Handler
  ) {
    self.reactor = reactor
    acceptor = Acceptor(reactor: reactor, sockets: sockets)
    self.limits = limits
    self.timeouts = timeouts
    self.handler = handler
  }

  deinit {
    scratch.deallocate()
  }

  /// Accepts and serves until drained or cancelled. Runs on the reactor.
  func run() async {
    reactor.assertCurrent()
    guard !isDraining, (try? acceptor.start()) != nil else { return }
    await withDiscardingTaskGroup { group in
      while let descriptor = await acceptor.next() {
        guard let socket = try? SocketConnection(reactor: reactor, descriptor: descriptor) else { continue }
        group.addTask(executorPreference: reactor) { await self.serve(socket) }
      }
      acceptor.stop()
    }
  }

  private func serve(_ socket: SocketConnection) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        let connection = HTTPConnection(
          socket: socket, scratch: self.scratch, limits: self.limits, timeouts: self.timeouts, handler: self.handler)
        self.connections[ObjectIdentifier(connection)] = connection
        await connection.run { self.isDraining }
        self.connections[ObjectIdentifier(connection)] = nil
        socket.close()
      }
      // The client's leaving cancels whatever is done for it.
      await socket.untilGone()
      group.cancelAll()
    }
  }

  /// Stops accepting and ends idle connections; from any thread.
  func drain() {
    reactor.post {
      self.isDraining = true
      self.acceptor.stop()
      for connection in self.connections.values where connection.isIdle { connection.socket.close() }
    }
  }
}
