package import Logging

extension AccessRecord {
  /// The longest part of a path that is logged.
  private static let maximumPathBytes = 256

  /// Writes the one line that every answer gets, at `info`.
  package func log(to logger: Logger) {
    logger.info("request", metadata: metadata)
  }

  private var metadata: Logger.Metadata {
    var metadata: Logger.Metadata = [
      "request_id": "\(requestID)", "status": "\(status)", "bytes": "\(bytes)", "duration_ms": "\(milliseconds)",
    ]
    if let method { metadata["method"] = "\(method.prefix(32))" }
    if let path { metadata["path"] = "\(path.prefix(Self.maximumPathBytes))" }
    if let model { metadata["model"] = "\(model)" }
    if let keyName, !keyName.isEmpty { metadata["key"] = "\(keyName)" }
    if isCutOff { metadata["cut_off"] = "true" }
    return metadata
  }

  private var milliseconds: Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}
