internal import FoundationEssentials
internal import Transport

extension BlockingExecutor {
  /// Runs `body`, which waits for files, where no task is held up by it.
  static func files<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result = await shared.run { () -> Result<Value, Failure> in
      do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  static func fileExists(_ path: String) async -> Bool {
    await shared.run { FileManager.default.fileExists(atPath: path) }
  }
}
