internal import CCurl
internal import Glibc

/// State behind a `pthread_mutex`, held only for the length of a closure and never across a callback or an `await`.
///
/// A pthread mutex and not `Synchronization.Mutex`: ThreadSanitizer understands this one (docs/decisions/0001).
package final class Lock<State>: @unchecked Sendable {  // `state` is reached only inside `withLock`
  @usableFromInline let mutex: Mutex
  @usableFromInline var state: State

  package init(_ state: State) {
    mutex = Mutex()
    self.state = state
  }

  deinit {
    mutex.destroy()
  }

  /// Runs `body` with exclusive access to the state.
  ///
  /// Inlinable, because what is generic is otherwise not specialised in other modules.
  @inlinable @inline(__always)
  package func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    mutex.lock()
    defer { mutex.unlock() }
    return try body(&state)
  }
}

/// A `pthread_mutex` at an address of its own, out of sight of the modules that `withLock` is inlined into.
@usableFromInline struct Mutex {
  private let address: UnsafeMutablePointer<pthread_mutex_t>

  init() {
    address = .allocate(capacity: 1)
    address.initialize(to: pthread_mutex_t())
    pthread_mutex_init(address, nil)
  }

  func destroy() {
    pthread_mutex_destroy(address)
    address.deinitialize(count: 1)
    address.deallocate()
  }

  @usableFromInline func lock() { pthread_mutex_lock(address) }

  @usableFromInline func unlock() { pthread_mutex_unlock(address) }
}
