package import Logging
internal import Translation

extension AccessRecord {
  /// The longest part of a path that is logged.
  private static let maximumPathBytes = 256

  /// Writes the one line that every answer gets, at `info`.
  package func log(to logger: Logger) {
    logger.info("request", metadata: metadata)
  }

  private var metadata: Logger.Metadata {
    var metadata: Logger.Metadata = [
      "request_id": "\(requestID)", "status": "\(status)", "bytes": "\(bytes)",
      "duration_ms": "\(duration.milliseconds)",
    ]
    if let method { metadata["method"] = "\(method.prefix(32))" }
    if let path { metadata["path"] = "\(path.prefix(Self.maximumPathBytes))" }
    if let model { metadata["model"] = "\(model)" }
    if let keyName, !keyName.isEmpty { metadata["key"] = "\(keyName)" }
    if let client { metadata["client"] = "\(client)" }
    if let traceID { metadata["trace_id"] = "\(traceID)" }
    if isCutOff { metadata["cut_off"] = "true" }
    // How the time was spent: before the first call to upstream, waiting for its answers, until the first of a stream.
    if let queue = timing.queue {
      metadata["queue_ms"] = "\(queue.milliseconds)"
      metadata["upstream_ms"] = "\(timing.upstream.milliseconds)"
    }
    if let firstToken = timing.firstToken { metadata["first_token_ms"] = "\(firstToken.milliseconds)" }
    if timing.attempts > 1 { metadata["attempts"] = "\(timing.attempts)" }
    if usage.input > 0 || usage.output > 0 {
      metadata["input_tokens"] = "\(usage.input)"
      metadata["output_tokens"] = "\(usage.output)"
    }
    if let unnamedReason { metadata["finish_reason"] = "\(unnamedReason.rawValue)" }
    return metadata
  }
}

extension Duration {
  /// Whole ones, rounded down.
  fileprivate var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}
