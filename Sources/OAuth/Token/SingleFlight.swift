internal import Transport

/// Lets many tasks that want the same thing share one attempt at it.
///
/// The first one to come does the work in its own task. If that task is cancelled half-way, the next one waiting takes
/// over; the others notice nothing. No task is started, so none can be left behind.
package final class SingleFlight<Value: Sendable>: Sendable {
  private enum Signal {
    case none
    case value(Value)
    case lead
  }

  private final class Waiter: Sendable {
    let slot = WaitSlot()
    /// Read and written only under the flight's lock.
    let signal: Lock<Signal> = Lock(.none)
  }

  private struct State {
    var isFlying = false
    var waiters: [Waiter] = []
  }

  private let state = Lock(State())

  package init() {}

  /// The number of tasks waiting for another's attempt.
  package var waiting: Int { state.withLock { $0.waiters.count } }

  /// The value of the attempt under way, or of `work`; nil if this task was cancelled.
  ///
  /// `work` returns nil only where it was cut short by cancellation.
  package func run(_ work: () async -> Value?) async -> Value? {
    guard let waiter = join() else { return await lead(work) }
    await waiter.slot.wait(cancelling: { waiter.slot.signal() })
    switch leave(waiter) {
    case .value(let value): return value
    case .none: return nil
    case .lead:
      guard !Task.isCancelled else {
        passOn()
        return nil
      }
      return await lead(work)
    }
  }

  private func lead(_ work: () async -> Value?) async -> Value? {
    guard let value = await work() else {
      passOn()
      return nil
    }
    let waiters = state.withLock { state in
      state.isFlying = false
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters {
      waiter.signal.withLock { $0 = .value(value) }
      waiter.slot.signal()
    }
    return value
  }

  /// Nil for the task that is to do the work.
  private func join() -> Waiter? {
    state.withLock { state in
      guard state.isFlying else {
        state.isFlying = true
        return nil
      }
      let waiter = Waiter()
      state.waiters.append(waiter)
      return waiter
    }
  }

  /// What the waiter was woken with; a cancelled one is woken with nothing.
  private func leave(_ waiter: Waiter) -> Signal {
    state.withLock { state in
      state.waiters.removeAll { $0 === waiter }
      return waiter.signal.withLock { $0 }
    }
  }

  private func passOn() {
    let next: Waiter? = state.withLock { state in
      guard !state.waiters.isEmpty else {
        state.isFlying = false
        return nil
      }
      let next = state.waiters.removeFirst()
      // Told under the lock: a waiter that leaves at this moment must see that it leads.
      next.signal.withLock { $0 = .lead }
      return next
    }
    next?.slot.signal()
  }
}
