import Glibc
import Testing
import Transport

/// Sockets have their turn after at most 64 jobs or about a millisecond of them; jobs run in the order of their arrival.
@Suite(.timeLimit(.minutes(1))) struct ReactorFairnessTests {
  /// Calls `body` on a reactor with what makes a socket ready; what `count` was when the reactor came to that socket.
  private func countAtReady(
    _ count: Lock<Int>,
    _ body:
      @escaping @Sendable (
        _ reactor: Reactor, _ makeReady: @escaping @Sendable () -> Void, _ isReady: @escaping @Sendable () -> Bool
      ) async throws -> Void
  ) async throws -> Int {
    try await onReactor { reactor in
      let pair = SocketPair()
      let atReady = Lock<Int?>(nil)
      try reactor.register(
        pair.near, for: [.readable],
        handler: ReadyProbe {
          reactor.deregister(pair.near)
          atReady.withLock { $0 = count.withLock { $0 } }
        })
      try await body(reactor, { pair.makeNearReadable() }, { atReady.withLock { $0 } != nil })
      pair.close()
      return try #require(atReady.withLock { $0 })
    }
  }

  /// How many jobs ran between a socket becoming ready and its handler being called; each does `work`.
  private func jobsBeforeSocket(tasks: Int, _ work: @escaping @Sendable () -> Void) async throws -> Int {
    let count = Lock(0)
    return try await countAtReady(count) { _, makeReady, isReady in
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<tasks {
          group.addTask {
            while !isReady(), count.withLock({ $0 }) < 1_000_000 {
              // The first job makes the socket ready, so everything counted after it kept the socket waiting.
              if count.next() == 1 { makeReady() }
              work()
              await Task.yield()
            }
          }
        }
      }
    }
  }

  @Test func `A socket waits for at most 64 jobs`() async throws {
    #expect(try await jobsBeforeSocket(tasks: 500) {} <= 64)
  }

  @Test func `A socket waits for at most a millisecond of jobs`() async throws {
    let jobs = try await jobsBeforeSocket(tasks: 500) {
      let end = MonotonicInstant.now() + .microseconds(400)
      while MonotonicInstant.now() < end {}
    }
    // The first job is not timed, three fill the millisecond, and the clock is read before a fifth.
    #expect(jobs <= 5)
  }

  @Test func `Jobs run in the order of their arrival, whatever their priority`() async throws {
    let order = try await onReactor { _ in
      let order = Lock<[Int]>([])
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<300 {
          let priority: TaskPriority = [.background, .high, .low][index % 3]
          group.addTask(priority: priority) { order.withLock { $0.append(index) } }
        }
      }
      return order.withLock { $0 }
    }
    #expect(order == Array(0..<300))
  }

  @Test func `Tasks handed over by several threads all run on the reactor`() async throws {
    let reactor = try Reactor(name: "test")
    let onReactor = Lock(0)
    await withTaskGroup(of: Void.self) { senders in
      for _ in 0..<8 {
        senders.addTask {
          await withTaskGroup(of: Void.self) { group in
            for _ in 0..<1000 {
              group.addTask(executorPreference: reactor) {
                if reactor.isCurrent { onReactor.withLock { $0 += 1 } }
              }
            }
          }
        }
      }
    }
    #expect(onReactor.withLock { $0 } == 8000)
    #expect(await reactor.debugSnapshot()?.jobs == 0)
    await reactor.shutdown()
  }

  /// As thousands of connections do whose patience ends at once.
  @Test func `A socket waits for at most 64 timers that are due`() async throws {
    let count = Lock(0)
    let atReady = try await countAtReady(count) { reactor, makeReady, _ in
      let due = MonotonicInstant.now() + .milliseconds(1)
      for _ in 0..<1000 {
        _ = reactor.schedule(at: due) {
          if count.next() == 1 { makeReady() }
        }
      }
      while count.withLock({ $0 }) < 1000 { try await reactor.sleep(for: .milliseconds(1)) }
    }
    #expect(atReady <= 64)
  }

  /// A timer's task has a way to go, as that of a connection that is refused; jobs that wait keep others waiting.
  @Test func `Timers fire no faster than what they cause gets done`() async throws {
    let others = Lock(0)
    let longest = try await onReactor { reactor in
      let tasks = Lock<[Task<Void, Never>]>([])
      let due = MonotonicInstant.now() + .milliseconds(1)
      for _ in 0..<2000 {
        _ = reactor.schedule(at: due) {
          let task = Task(executorPreference: reactor) {
            for _ in 0..<8 {
              _ = others.next()
              await Task.yield()
            }
          }
          tasks.withLock { $0.append(task) }
        }
      }
      var longest = 0
      while others.withLock({ $0 }) < 16_000 {
        let before = others.withLock { $0 }
        await Task.yield()
        longest = max(longest, others.withLock { $0 } - before)
      }
      for task in tasks.withLock({ $0 }) { await task.value }
      return longest
    }
    #expect(longest <= 3 * 64)
  }

  @Test func `A timer set for the past waits for the next turn, so that sockets and jobs are not starved`() async throws
  {
    let fired = try await onReactor { reactor in
      let fired = Lock(0)
      let stop = Lock(false)
      @Sendable func again() {
        fired.withLock { $0 += 1 }
        guard !stop.withLock({ $0 }) else { return }
        _ = reactor.schedule(at: MonotonicInstant(nanoseconds: 0)) { again() }
      }
      again()
      for _ in 0..<1000 { await Task.yield() }
      stop.withLock { $0 = true }
      try await reactor.sleep(for: .milliseconds(2))
      return fired.withLock { $0 }
    }
    #expect(fired > 1)
    #expect(fired < 10_000)
  }

  @Test func `An event for a descriptor that was closed and reused in the same batch is dropped`() async throws {
    let calls = try await onReactor { reactor in
      let calls = Lock<[String]>([])
      let (first, second, quiet) = (SocketPair(), SocketPair(), SocketPair())
      // Whichever comes first closes the other and gives its number to a socket that is not readable.
      func register(_ pair: SocketPair, closing other: SocketPair) throws {
        try reactor.register(
          pair.near, for: [.readable],
          handler: ReadyProbe {
            calls.withLock { $0.append("ready") }
            reactor.deregister(pair.near)
            reactor.deregister(other.near)
            dup2(quiet.near, other.near)
            do {
              try reactor.register(
                other.near, for: [.readable], handler: ReadyProbe { calls.withLock { $0.append("stale") } })
            } catch {
              Issue.record(error)
            }
          })
      }
      try register(first, closing: second)
      try register(second, closing: first)
      first.makeNearReadable()
      second.makeNearReadable()
      for _ in 0..<100 { await Task.yield() }
      for pair in [first, second, quiet] {
        reactor.deregister(pair.near)
        pair.close()
      }
      return calls.withLock { $0 }
    }
    #expect(calls == ["ready"])
  }

  @Test func `Timers by the thousand fire once each, in order, and the cancelled leave nothing`() async throws {
    let (fired, left) = try await onReactor { reactor in
      var random = SystemRandomNumberGenerator()
      let fired = Lock<[UInt64]>([])
      let begin = MonotonicInstant.now()
      var kept = 0
      for _ in 0..<20_000 {
        let deadline = begin + .microseconds(Int.random(in: 0..<50_000, using: &random))
        let timer = reactor.schedule(at: deadline) { fired.withLock { $0.append(deadline.nanoseconds) } }
        if Bool.random(using: &random) { reactor.cancelTimer(timer) } else { kept += 1 }
      }
      try await reactor.sleep(until: begin + .milliseconds(60))
      let order = fired.withLock { $0 }
      #expect(order.count == kept)
      return (order, await reactor.debugSnapshot()?.timers)
    }
    #expect(zip(fired, fired.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(left == 0)
  }
}

extension Lock<Int> {
  /// Counts one more.
  fileprivate func next() -> Int {
    withLock { value in
      value += 1
      return value
    }
  }
}
