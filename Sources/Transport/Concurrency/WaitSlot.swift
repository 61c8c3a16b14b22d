/// A one-shot meeting point of one waiting task and whoever signals it, in either order and from any thread.
///
/// Three states under one lock: empty, waiting, done. A signal is never lost and never delivered twice.
package final class WaitSlot: Sendable {
  private enum State {
    case empty
    case waiting(UnsafeContinuation<Void, Never>)
    case done
  }

  private let state = Lock(State.empty)
  private let reactor: Reactor?

  /// `reactor` counts the wait in its snapshot.
  package init(reactor: Reactor? = nil) {
    self.reactor = reactor
  }

  /// Wakes the waiter, present or future. Later signals do nothing.
  package func signal() {
    let continuation: UnsafeContinuation<Void, Never>? = state.withLock { state in
      defer { state = .done }
      if case .waiting(let continuation) = state { return continuation }
      return nil
    }
    continuation?.resume()
  }

  /// Suspends until `signal`; a cancelled task runs `onCancel`, which is expected to lead to a signal.
  package func wait(cancelling onCancel: @escaping @Sendable () -> Void) async {
    if let reactor, reactor.isCurrent { reactor.waitingContinuations += 1 }
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let ready = state.withLock { state in
          if case .done = state { return true }
          state = .waiting(continuation)
          return false
        }
        if ready { continuation.resume() }
      }
    } onCancel: {
      onCancel()
    }
    if let reactor, reactor.isCurrent { reactor.waitingContinuations -= 1 }
  }
}
