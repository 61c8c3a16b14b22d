import LoopbackServers
import Testing
import Transport

@Suite(.timeLimit(.minutes(1))) struct ReactorShutdownTests {
  @Test func `Shutdown lets tasks that are ready run to their end`() async throws {
    let reactor = try Reactor(name: "test")
    let done = Lock(0)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask(executorPreference: reactor) {
          for _ in 0..<2000 { await Task.yield() }
          done.withLock { $0 += 1 }
        }
      }
      // Every task has been handed over, so the queue holds them or their next steps until they are done.
      await reactor.shutdown()
      #expect(done.withLock { $0 } == 50)
    }
  }

  @Test func `Shutdown cancels transfers, and the tasks that wait for them end on the reactor`() async throws {
    let server = try RawServer { RawServer.waitForClose($0) }
    let reactor = try Reactor(name: "test")
    let transport = try await CurlTransport(reactors: [reactor])
    let results = await withTaskGroup(of: TransportError?.self) { group in
      for _ in 0..<20 {
        group.addTask(executorPreference: reactor) {
          do throws(TransportError) {
            _ = try await transport.stream(TransportRequest(url: server.url, proxy: .direct))
            return nil
          } catch {
            return reactor.isCurrent ? error : nil
          }
        }
      }
      while await reactor.debugSnapshot()?.continuations != 20 { await Task.yield() }
      await reactor.shutdown()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results == Array(repeating: .cancelled, count: 20))
    await #expect(throws: TransportError.cancelled) {
      _ = try await transport.stream(TransportRequest(url: server.url, proxy: .direct))
    }
  }

  @Test func `A task for a reactor that has ended stops the process instead of being lost`() async {
    await #expect(processExitsWith: .failure) {
      let reactor = try Reactor(name: "test")
      await reactor.shutdown()
      await withTaskGroup(of: Void.self) { $0.addTask(executorPreference: reactor) {} }
    }
  }

  @Test func `A task that is left waiting when its reactor ends stops a debug build`() async {
    await #expect(processExitsWith: .failure) {
      let reactor = try Reactor(name: "test")
      await withTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: reactor) { try? await reactor.sleep(for: .seconds(3600)) }
        while await reactor.debugSnapshot()?.continuations != 1 { await Task.yield() }
        await reactor.shutdown()
      }
    }
  }

  @Test func `A reactor's thread is counted while it lives`() async {
    // In a process of its own: other tests start threads too.
    await #expect(processExitsWith: .success) {
      let first = try Reactor(name: "first")
      let alone = try #require(await first.debugSnapshot())
      #expect(alone.threads == 1)
      let second = try Reactor(name: "second")
      // The second one answers only when its thread lives.
      _ = await second.debugSnapshot()
      #expect(await first.debugSnapshot()?.threads == 2)
      await second.shutdown()
      // One reactor, and the blocking thread that joined the other.
      #expect(await first.debugSnapshot()?.threads == 2)
      await first.shutdown()
    }
  }
}
