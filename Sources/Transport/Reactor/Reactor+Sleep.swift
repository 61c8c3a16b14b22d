extension Reactor {
  /// Suspends until `deadline`; throws `CancellationError` as soon as the task is cancelled.
  package func sleep(until deadline: MonotonicInstant) async throws(CancellationError) {
    let slot = WaitSlot(reactor: self)
    assertCurrent()
    let timer = schedule(at: deadline) { slot.signal() }
    await slot.wait(cancelling: { slot.signal() })
    cancelTimer(timer)
    if Task.isCancelled { throw CancellationError() }
  }

  /// Suspends for `duration`; throws `CancellationError` as soon as the task is cancelled.
  package func sleep(for duration: Duration) async throws(CancellationError) {
    try await sleep(until: .now() + duration)
  }
}

extension Reactor {
  /// Keeps count of suspended tasks for `debugSnapshot`.
  package func countWait(_ change: Int) {
    assertCurrent()
    waitingContinuations += change
  }
}
