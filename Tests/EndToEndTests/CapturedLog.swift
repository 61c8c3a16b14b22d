import Logging
import Testing
import Transport

/// Everything that was logged at any level, before redaction: what is caught there was a mistake to log.
final class CapturedLog: Sendable {
  private let lines = Lock<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  func logger() -> Logger {
    Logger(label: "test") { _ in Handler(log: self) }
  }

  /// Fails where one of the texts is in a line.
  func expectNone(of secrets: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    for line in lines.withLock({ $0 }) {
      for secret in secrets where line.contains(secret) {
        Issue.record("a secret was logged: \(line)", sourceLocation: sourceLocation)
      }
    }
  }

  /// Polls until a line is as wanted: the log is written after the client has its answer.
  func expectLine(sourceLocation: SourceLocation = #_sourceLocation, _ isWanted: (String) -> Bool) async {
    for _ in 0..<200_000 {
      if lines.withLock({ $0 }).contains(where: isWanted) { return }
      await Task.yield()
    }
    Issue.record("no such line: \(text)", sourceLocation: sourceLocation)
  }

  private struct Handler: LogHandler {
    let log: CapturedLog
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level {
      get { .trace }
      set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
      let error = event.error.map { " \($0)" } ?? ""
      log.lines.withLock { $0.append("\(event.level) \(event.message) \(all)\(error)") }
    }
  }
}
