import Glibc
import LoopbackServers
import Testing
import Transport

@Suite(.timeLimit(.minutes(1)), .serialized) struct BlockingExecutorTests {
  /// Blocks its thread until `condition` holds; false after twenty seconds.
  private static func block(until condition: () -> Bool) -> Bool {
    let end = MonotonicInstant.now() + .seconds(20)
    while !condition() {
      guard MonotonicInstant.now() < end else { return false }
      yieldThread()
    }
    return true
  }

  @Test func `A call that blocks keeps neither the reactor nor its task from going on`() async throws {
    let outcome = try await onReactor { reactor in
      let released = Lock(false)
      async let blocked = BlockingExecutor.shared.run {
        (Reactor.current == nil, Self.block { released.withLock { $0 } })
      }
      // Only a reactor that is not blocked comes here.
      try await reactor.sleep(for: .milliseconds(5))
      released.withLock { $0 = true }
      let (wasElsewhere, wasReleased) = await blocked
      return [wasElsewhere, wasReleased, reactor.isCurrent]
    }
    #expect(outcome == [true, true, true])
  }

  @Test func `Four calls block at the same time, more never run at once`() async {
    for _ in 0..<20 {
      let arrived = Lock(0)
      let met = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<4 {
          group.addTask {
            await BlockingExecutor.shared.run {
              arrived.withLock { $0 += 1 }
              return Self.block { arrived.withLock { $0 } == 4 }
            }
          }
        }
        return await group.reduce(true) { $0 && $1 }
      }
      #expect(met)
    }
    let (running, most) = (Lock(0), Lock(0))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          await BlockingExecutor.shared.run {
            let now = running.withLock {
              $0 += 1; return $0
            }
            most.withLock { $0 = max($0, now) }
            yieldThread()
            running.withLock { $0 -= 1 }
          }
        }
      }
    }
    #expect(most.withLock { $0 } <= 4)
  }
}
