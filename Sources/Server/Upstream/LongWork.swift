/// Runs what takes long away from the event loop, which has other clients to serve meanwhile.
enum LongWork {
  /// Translating this many bytes takes about a millisecond.
  static let minimumBytes = 256 << 10

  /// Runs `body` on the process's own threads if it works on so many bytes, and comes back.
  static func run<Value: Sendable>(on bytes: Int, _ body: @escaping @Sendable () -> Value) async -> Value {
    guard bytes > minimumBytes else { return body() }
    return await run(body)
  }

  /// Runs `body` on the process's own threads, and comes back.
  static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withTaskExecutorPreference(globalConcurrentExecutor) { await call(body) }
  }

  @concurrent
  private static func call<Value: Sendable>(_ body: @Sendable () -> Value) async -> Value { body() }
}
