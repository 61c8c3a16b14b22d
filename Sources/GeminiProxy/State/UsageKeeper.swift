internal import Logging
internal import Server
internal import Transport

/// Keeps the counts of what client keys use and their file together: loads at the start, writes in batches, off the
/// reactors.
struct UsageKeeper: Sendable {
  /// How long news waits for more of it, which is also what a killed process loses.
  private static let batchInterval = Duration.seconds(3)

  let usage: ClientUsage
  private let file: UsageFile?
  private let news: AsyncStream<Void>
  private let logger: Logger

  /// Without a folder the counts live as long as the process.
  static func open(folder: String?, logger: Logger) async -> UsageKeeper {
    let (news, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    guard let folder else { return UsageKeeper(usage: ClientUsage(), file: nil, news: news, logger: logger) }
    let file = UsageFile(folder: folder)
    let (table, notice) = await BlockingExecutor.shared.run { load(file) }
    if let notice { logger.warning("\(notice)") }
    return UsageKeeper(
      usage: ClientUsage(table: table, onNews: { _ = signal.yield() }), file: file, news: news, logger: logger)
  }

  private static func load(_ file: UsageFile) -> (UsageTable, notice: String?) {
    do throws(SystemFailure) {
      return try file.load()
    } catch {
      return (UsageTable(), "what client keys have used cannot be read (\(error)); counting begins anew")
    }
  }

  var isPersistent: Bool { file != nil }

  /// Writes what comes in until the task is cancelled; call `flush` after the last request.
  func run() async {
    var hasFailed = false
    for await _ in news {
      guard (try? await Task.sleep(for: Self.batchInterval)) != nil else { return }
      hasFailed = await flush(afterFailure: hasFailed)
    }
  }

  /// Writes what is waiting now.
  func flush() async { _ = await flush(afterFailure: false) }

  /// Returns whether it failed; only the first of several failures is logged.
  private func flush(afterFailure: Bool) async -> Bool {
    guard let file else { return false }
    let failure = await BlockingExecutor.shared.run { [usage] () -> SystemFailure? in
      let (news, known) = usage.takeNews()
      guard !news.isEmpty else { return nil }
      do throws(SystemFailure) {
        usage.adopt(try file.add(news, known: known))
        return nil
      } catch {
        usage.giveBack(news)
        return error
      }
    }
    if let failure, !afterFailure {
      logger.warning("what client keys use cannot be written and will be lost with this process (\(failure))")
    }
    return failure != nil
  }
}
