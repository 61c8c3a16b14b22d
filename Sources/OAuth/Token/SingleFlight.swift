package import Transport

/// Lets many tasks that want the same thing share one attempt at it.
///
/// Where there is somebody to do it in the background, the work is left to him and goes on whoever leaves. Else the
/// first one to come does the work in its own task. If that task is cancelled half-way, the next one waiting takes
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
  /// `work` returns nil only where it was cut short by cancellation. `then` runs after the others have the value.
  package func run(
    in background: BackgroundWork? = nil, _ work: @escaping @Sendable () async -> Value?,
    then: @escaping @Sendable () async -> Void = {}
  ) async -> Value? {
    let (waiter, isFirst) = join()
    if isFirst {
      let isTaken =
        background?.post {
          _ = await self.lead(work)
          await then()
        } ?? false
      guard isTaken else {
        state.withLock { $0.waiters.removeAll { $0 === waiter } }
        let value = await lead(work)
        await then()
        return value
      }
    }
    await waiter.slot.wait(cancelling: { waiter.slot.signal() })
    switch leave(waiter) {
    case .value(let value): return value
    case .none: return nil
    case .lead:
      guard !Task.isCancelled else {
        passOn()
        return nil
      }
      let value = await lead(work)
      await then()
      return value
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

  /// A place among those who wait, and whether there is nothing under way that they wait for.
  private func join() -> (waiter: Waiter, isFirst: Bool) {
    let waiter = Waiter()
    return state.withLock { state in
      defer { state.isFlying = true }
      state.waiters.append(waiter)
      return (waiter, !state.isFlying)
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
