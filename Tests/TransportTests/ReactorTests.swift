import Testing
import Transport

@Suite(.timeLimit(.minutes(2))) struct ReactorTests {
  @Test func `Task, child tasks and async callees stay on the reactor`() async throws {
    @Sendable func callee(_ reactor: Reactor) async -> Bool { reactor.isCurrent }
    let stayed = try await onReactor { reactor in
      async let child = callee(reactor)
      let grandchildren = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<10 { group.addTask { await callee(reactor) } }
        return await group.reduce(true) { $0 && $1 }
      }
      try await reactor.sleep(for: .milliseconds(1))
      return [reactor.isCurrent, await child, grandchildren, Reactor.current === reactor]
    }
    #expect(stayed == [true, true, true, true])
    #expect(Reactor.current == nil)
  }

  @Test func `Timers fire in the order of their deadlines, cancelled ones never`() async throws {
    let fired = Lock<[Int]>([])
    try await onReactor { reactor in
      let begin = MonotonicInstant.now()
      for index in (0..<1000).reversed() {
        let timer = reactor.schedule(at: begin + .microseconds(index * 10)) { fired.withLock { $0.append(index) } }
        if index % 3 == 0 { reactor.cancelTimer(timer) }
      }
      try await reactor.sleep(until: begin + .milliseconds(30))
    }
    #expect(fired.withLock { $0 } == (0..<1000).filter { $0 % 3 != 0 })
  }

  @Test func `Sleeping ends at once when the task is cancelled`() async throws {
    let elapsed = try await onReactor { reactor in
      let begin = MonotonicInstant.now()
      await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await reactor.sleep(for: .seconds(60)) }
        group.cancelAll()
      }
      return MonotonicInstant.now().duration(since: begin)
    }
    #expect(elapsed < .seconds(5))
  }

  @Test func `A busy task does not keep timers from firing`() async throws {
    let turns = try await onReactor { reactor in
      let fired = Lock(false)
      _ = reactor.schedule(at: .now() + .milliseconds(5)) { fired.withLock { $0 = true } }
      var turns = 0
      while !fired.withLock({ $0 }), turns < 100_000_000 {
        turns += 1
        await Task.yield()
      }
      return turns
    }
    #expect(turns < 100_000_000)
  }

  @Test func `Work posted from many threads arrives once each and in the order of its sender`() async throws {
    let reactor = try Reactor(name: "test")
    let arrived = Lock<[[Int]]>(Array(repeating: [], count: 8))
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask {
          for number in 0..<2000 { reactor.post { arrived.withLock { $0[sender].append(number) } } }
        }
      }
    }
    await reactor.shutdown()
    #expect(arrived.withLock { $0 } == Array(repeating: Array(0..<2000), count: 8))
  }

  @Test func `Shutdown runs what is queued and later posts are refused`() async throws {
    let reactor = try Reactor(name: "test")
    let count = Lock(0)
    for _ in 0..<500 { reactor.post { count.withLock { $0 += 1 } } }
    await reactor.shutdown()
    #expect(count.withLock { $0 } == 500)
    #expect(reactor.post {} == false)
    #expect(await reactor.debugSnapshot() == nil)
  }
}
