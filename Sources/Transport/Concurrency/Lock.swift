internal import CCurl
internal import Glibc

/// State behind a `pthread_mutex`, held only for the length of a closure and never across a callback or an `await`.
///
/// A pthread mutex and not `Synchronization.Mutex`: ThreadSanitizer understands this one (docs/decisions/0001).
package final class Lock<State>: @unchecked Sendable {  // `state` is reached only inside `withLock`
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var state: State

  package init(_ state: State) {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    self.state = state
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deinitialize(count: 1)
    mutex.deallocate()
  }

  /// Runs `body` with exclusive access to the state.
  @inline(__always)
  package func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&state)
  }
}
