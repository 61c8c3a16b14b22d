internal import Translation

/// Upstream bytes in, client bytes out: the SSE parser and a dialect's encoder as one value, without any I/O.
struct StreamRelay<Encoder: ResponseEncoder> {
  private var parser = SSEParser()
  private var encoder: Encoder
  /// How many signatures have been handed over.
  private var signaturesTaken = 0
  /// The counts that have been handed over.
  private var usageTaken = Usage()
  /// The client's stream has had its end; whatever upstream still says is not for it.
  private var isOver = false

  /// The client's stream has ended with an error.
  private(set) var hasFailed = false

  init(encoder: Encoder) {
    self.encoder = encoder
  }

  /// What a silent stream sends at this moment.
  var heartbeat: StaticString { encoder.currentHeartbeat }

  /// What of the answer is to be kept.
  var storedResponse: StoredResponse? { encoder.storedResponse }

  /// What the answer to the next prompt goes on from.
  var series: AnswerSeries { encoder.series }

  /// Whether the answer is complete, whatever upstream may still say.
  var isSatisfied: Bool { encoder.isSatisfied }

  /// Whether bytes that count as an answer were produced.
  var hasOutput: Bool { encoder.hasOutput }

  /// Whether the answer is complete and says nothing.
  var isEmpty: Bool { encoder.isEmpty }

  /// Google's word for why the answer ended, where the client is told another.
  var unnamedReason: FinishReason.Unnamed? { encoder.unnamedReason }

  /// The signatures that came since the last call.
  mutating func takeSignatures() -> ArraySlice<CallSignature> {
    let all = encoder.signatures
    defer { signaturesTaken = all.count }
    return all.dropFirst(signaturesTaken)
  }

  /// The tokens counted since the last call.
  mutating func takeUsage() -> Usage {
    let usage = encoder.usage
    defer { usageTaken = usage }
    return usage.since(usageTaken)
  }

  /// Translates what has come; the fault that ends the answer, if there is one.
  mutating func feed(_ bytes: [UInt8], into output: inout [UInt8]) -> AnswerFault? {
    guard !isOver else { return nil }
    do {
      try bytes.withUnsafeBytes { bytes in
        try parser.feed(bytes) { event in try encoder.consume(event.data, into: &output) }
      }
      return nil
    } catch {
      return AnswerFault(error)
    }
  }

  /// The upstream has ended: a last event may lack its blank line, the answer its reason.
  mutating func close(into output: inout [UInt8]) -> AnswerFault? {
    guard !isOver, !encoder.isSatisfied else { return nil }
    do {
      try parser.finish { event in try encoder.consume(event.data, into: &output) }
    } catch {
      return AnswerFault(error)
    }
    return encoder.isComplete ? nil : .cutOff
  }

  /// Appends what ends the client's stream.
  mutating func finish(into output: inout [UInt8]) {
    guard !isOver else { return }
    isOver = true
    encoder.finish(into: &output)
  }

  /// Ends a stream that has begun with the dialect's own error.
  mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    isOver = true
    hasFailed = true
    encoder.fail(failure, into: &output)
  }
}
