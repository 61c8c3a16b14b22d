internal import Logging
internal import Server
internal import Transport

/// Keeps a store of signatures and its file together: loads at the start, writes in batches, off the reactors.
struct SignatureKeeper: Sendable {
  /// How long news waits for more of it, which is also what a killed process loses.
  private static let batchInterval = Duration.milliseconds(200)

  let store: SignatureStore
  private let file: SignatureFile?
  private let news: AsyncStream<Void>
  private let logger: Logger

  /// Without a folder the signatures live as long as the process.
  static func open(folder: String?, logger: Logger) async -> SignatureKeeper {
    let (news, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    guard let folder else { return SignatureKeeper(store: SignatureStore(), file: nil, news: news, logger: logger) }
    let file = SignatureFile(folder: folder)
    let (table, notices) = await BlockingExecutor.shared.run { load(file) }
    for notice in notices { logger.warning("\(notice)") }
    return SignatureKeeper(
      store: SignatureStore(table: table, onNews: { _ = signal.yield() }), file: file, news: news, logger: logger)
  }

  private static func load(_ file: SignatureFile) -> (SignatureTable, notices: [String]) {
    var table = SignatureTable()
    let now = SignatureStore.unixTime()
    do throws(SystemFailure) {
      let notices = try file.load { _ = table.insert($0, now: now) }
      return (table, notices)
    } catch {
      return (table, ["thought signatures cannot be read and will be lost with this process (\(error))"])
    }
  }

  var isPersistent: Bool { file != nil }

  /// Writes what comes in until the task is cancelled, and not a moment less; call `flush` after the last request.
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
    let failure = await BlockingExecutor.shared.run { [store] () -> SystemFailure? in
      let bytes = store.takePending()
      guard !bytes.isEmpty else { return nil }
      do throws(SystemFailure) { try file.append(bytes) } catch { return error }
      return nil
    }
    if let failure, !afterFailure {
      logger.warning("thought signatures cannot be written and will be lost with this process (\(failure))")
    }
    return failure != nil
  }
}
