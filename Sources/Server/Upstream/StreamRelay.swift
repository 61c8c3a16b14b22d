internal import Translation

/// Upstream bytes in, client bytes out: the SSE parser and a dialect's encoder as one value, without any I/O.
struct StreamRelay<Encoder: ResponseEncoder> {
  private var parser = SSEParser()
  private var encoder: Encoder
  /// How many signatures have been handed over.
  private var signaturesTaken = 0
  /// The client's stream has had its end; whatever upstream still says is not for it.
  private var isOver = false

  /// The client's stream has ended with an error.
  private(set) var hasFailed = false

  init(encoder: Encoder) {
    self.encoder = encoder
  }

  /// Whether bytes that count as an answer were produced.
  var hasOutput: Bool { encoder.hasOutput }

  /// The signatures that came since the last call.
  mutating func takeSignatures() -> ArraySlice<CallSignature> {
    let all = encoder.signatures
    defer { signaturesTaken = all.count }
    return all.dropFirst(signaturesTaken)
  }

  /// Translates what has come; the failure that ends the answer, if there is one.
  mutating func feed(_ bytes: [UInt8], into output: inout [UInt8]) -> ProxyFailure? {
    guard !isOver else { return nil }
    do {
      try bytes.withUnsafeBytes { bytes in
        try parser.feed(bytes) { event in try encoder.consume(event.data, into: &output) }
      }
      return nil
    } catch {
      return Self.failure(error)
    }
  }

  /// The upstream has ended: a last event without its blank line, then whatever ends the client's stream.
  mutating func finish(into output: inout [UInt8]) -> ProxyFailure? {
    guard !isOver else { return nil }
    do {
      try parser.finish { event in try encoder.consume(event.data, into: &output) }
    } catch {
      return Self.failure(error)
    }
    guard encoder.isComplete else {
      return ProxyFailure(.upstreamUnavailable, message: "Gemini ended the answer without saying why; try again.")
    }
    isOver = true
    encoder.finish(into: &output)
    return nil
  }

  /// Ends a stream that has begun with the dialect's own error.
  mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    isOver = true
    hasFailed = true
    encoder.fail(failure, into: &output)
  }

  private static func failure(_ error: any Error) -> ProxyFailure {
    if let error = error as? TranslationError { return error.failure }
    return ProxyFailure(.upstreamUnavailable, message: "Gemini sent an event that is too long.")
  }
}
