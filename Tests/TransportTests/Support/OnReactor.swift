import Transport

/// Runs `body` as a task of a fresh reactor, which is shut down afterwards.
func onReactor<Value: Sendable>(
  _ body: @escaping @Sendable (Reactor) async throws -> Value
) async throws -> Value {
  let reactor = try Reactor(name: "test")
  let result: Result<Value, any Error> = await withTaskGroup(of: Result<Value, any Error>.self) { group in
    group.addTask(executorPreference: reactor) {
      do { return .success(try await body(reactor)) } catch { return .failure(error) }
    }
    return await group.next() ?? .failure(CancellationError())
  }
  await reactor.shutdown()
  return try result.get()
}
