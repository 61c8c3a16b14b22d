internal import CCurl
internal import Glibc

/// State behind a `pthread_mutex`, held only for the length of a closure and never across a callback or an `await`.
///
/// A pthread mutex and not `Synchronization.Mutex`: ThreadSanitizer understands this one (docs/decisions/0001).
package final class Lock<State>: @unchecked Sendable {  // `state` is reached only inside `withLock`
  @usableFromInline let mutex: Mutex
  /// Behind the mutex, and not a property: each access to that would be checked once more, for exclusivity.
  @usableFromInline let state: UnsafeMutablePointer<State>

  package init(_ state: State) {
    let layout = MemoryLayout<State>.self
    let offset = (Mutex.size + layout.alignment - 1) / layout.alignment * layout.alignment
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: offset + layout.size, alignment: max(Mutex.alignment, layout.alignment))
    mutex = Mutex(in: memory)
    self.state = (memory + offset).initializeMemory(as: State.self, to: state)
  }

  deinit {
    state.deinitialize(count: 1)
    mutex.destroy().deallocate()
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
    return try body(&state.pointee)
  }
}

/// A `pthread_mutex` in memory that is given to it, out of sight of the modules that `withLock` is inlined into.
@usableFromInline struct Mutex {
  static var size: Int { MemoryLayout<pthread_mutex_t>.size }
  static var alignment: Int { MemoryLayout<pthread_mutex_t>.alignment }

  private let address: UnsafeMutablePointer<pthread_mutex_t>

  init(in memory: UnsafeMutableRawPointer) {
    address = memory.initializeMemory(as: pthread_mutex_t.self, to: pthread_mutex_t())
    pthread_mutex_init(address, nil)
  }

  /// Ends the mutex; gives its memory back to whoever allocated it.
  func destroy() -> UnsafeMutableRawPointer {
    pthread_mutex_destroy(address)
    address.deinitialize(count: 1)
    return UnsafeMutableRawPointer(address)
  }

  @usableFromInline func lock() { pthread_mutex_lock(address) }

  @usableFromInline func unlock() { pthread_mutex_unlock(address) }
}
