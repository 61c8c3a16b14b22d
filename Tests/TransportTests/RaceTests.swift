import Testing
import Transport

/// Every continuation is met from several threads in every order, `Scale.raceRounds` times.
@Suite(.timeLimit(.minutes(3))) struct RaceTests {
  @Test func `A wait slot never loses a signal that races with its wait`() async throws {
    let reactor = try Reactor(name: "test")
    await withTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: reactor) {
        for _ in 0..<Scale.raceRounds {
          let slot = WaitSlot(reactor: reactor)
          // Posted work runs between jobs: sometimes before the wait, sometimes after it.
          reactor.post { slot.signal() }
          await slot.wait(cancelling: { slot.signal() })
        }
      }
    }
    #expect(await reactor.debugSnapshot()?.continuations == 0)
    await reactor.shutdown()
  }

  @Test func `Cancelling races with signalling without a hang or a crash`() async throws {
    let reactor = try Reactor(name: "test")
    await withTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: reactor) {
        for round in 0..<Scale.raceRounds {
          let slot = WaitSlot(reactor: reactor)
          await withTaskGroup(of: Void.self) { inner in
            inner.addTask { await slot.wait(cancelling: { slot.signal() }) }
            if round % 2 == 0 { reactor.post { slot.signal() } }
            if round % 3 == 0 { await Task.yield() }
            inner.cancelAll()
          }
        }
      }
    }
    #expect(await reactor.debugSnapshot()?.continuations == 0)
    await reactor.shutdown()
  }

  /// `waiting` runs on a reactor; `meddling` at the same time on another one; the cancellation comes from a third thread.
  private func race<Subject: Sendable>(
    _ make: @Sendable () -> Subject, waiting: @escaping @Sendable (Subject, Reactor) async -> Void,
    meddling: @escaping @Sendable (Subject) -> Void
  ) async throws {
    let (home, other) = (try Reactor(name: "home"), try Reactor(name: "other"))
    for batch in 0..<max(1, Scale.raceRounds / 50) {
      await withTaskGroup(of: Void.self) { group in
        for round in 0..<50 {
          let subject = make()
          if round % 3 != 0 { other.post { meddling(subject) } }
          group.addTask(executorPreference: home) { await waiting(subject, home) }
        }
        for _ in 0..<batch % 7 { await Task.yield() }
        group.cancelAll()
      }
    }
    #expect(await home.debugSnapshot()?.continuations == 0)
    #expect(await home.debugSnapshot()?.timers == 0)
    await home.shutdown()
    await other.shutdown()
  }

  @Test func `A wait slot is signalled and cancelled from three threads`() async throws {
    try await race {
      Lock<WaitSlot?>(nil)
    } waiting: { subject, reactor in
      let slot = WaitSlot(reactor: reactor)
      subject.withLock { $0 = slot }
      await slot.wait(cancelling: { slot.signal() })
    } meddling: { subject in
      subject.withLock { $0 }?.signal()
    }
  }

  @Test func `A sleep is cancelled while its timer fires`() async throws {
    try await race {
      0
    } waiting: { _, reactor in
      try? await reactor.sleep(for: .microseconds(20))
    } meddling: { _ in
    }
  }

  @Test func `A byte stream is fed, ended and cancelled from three threads`() async throws {
    try await race {
      ByteChannel(producer: nil)
    } waiting: { channel, _ in
      let stream = ByteStream(channel)
      var buffer: [UInt8] = []
      var count = 0
      do throws(TransportError) {
        while try await stream.read(into: &buffer) { count += buffer.count }
        #expect(count == 3)
      } catch {
        #expect(error == .cancelled)
      }
    } meddling: { channel in
      [1, 2, 3].withUnsafeBytes { bytes in _ = channel.offer(UnsafeRawBufferPointer(rebasing: bytes[..<3])) }
      channel.wakeReader()
      channel.finish(.success(()))
    }
  }

  @Test func `A contended lock loses no update`() async {
    let counter = Lock(0)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<Scale.raceRounds / 8 { counter.withLock { $0 += 1 } }
        }
      }
    }
    #expect(counter.withLock { $0 } == Scale.raceRounds / 8 * 8)
  }
}
