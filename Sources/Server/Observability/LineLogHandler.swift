package import Logging
internal import OAuth

/// Turns log events into redacted lines of a `LogOutput`.
package struct LineLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  private let output: LogOutput
  private var ownLevel: Logger.Level?

  package init(output: LogOutput) {
    self.output = output
  }

  /// The output's level unless this logger has been given its own.
  package var logLevel: Logger.Level {
    get { ownLevel ?? output.level }
    set { ownLevel = newValue }
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var merged = metadata
    if let provided = metadataProvider?.get() { merged.merge(provided) { _, new in new } }
    if let own = event.metadata { merged.merge(own) { _, new in new } }
    if let error = event.error { merged["error"] = "\(error)" }
    let line = LogLine(
      time: .now(), level: event.level, message: event.message.description,
      metadata: merged.map { ($0.key, $0.value.description) }.sorted { $0.key < $1.key })
    var bytes = line.bytes(output.format)
    LogRedaction.redact(&bytes)
    output.append(bytes)
  }
}
