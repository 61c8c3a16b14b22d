/// Hands the answer on in Gemini's own words: each payload without what Code Assist wraps around it.
///
/// The frames are those of Google's own servers, byte for byte: some clients accept nothing else.
package struct NativeEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { "\n" }
  package static var streamContentType: StaticString { "text/event-stream" }
  package static var breaksAfterFailure: Bool { true }

  package private(set) var hasOutput = false
  package private(set) var usage = Usage()
  package private(set) var isComplete = false

  let isStreaming: Bool
  private let isSSE: Bool
  private var chunk = ChunkView()
  /// Whether an element of the array has gone.
  private var hasBegun = false
  private var hasEnded = false
  private var gathered = NativeWhole()

  init(isStreaming: Bool, isSSE: Bool) {
    self.isStreaming = isStreaming
    self.isSSE = isSSE
  }

  package var contentType: StaticString { isSSE ? Self.streamContentType : "application/json" }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    guard !hasEnded else { return }
    do throws(JSONError) {
      try chunk.scan(payload)
    } catch {
      throw TranslationError(
        .malformedUpstream, path: "", message: "Google sent an event that cannot be read: \(error).")
    }
    if chunk.isError { throw TranslationError(GoogleFailure(httpStatus: 0, body: Array(payload))) }
    // An envelope without a response, such as one with credits only.
    guard chunk.body.count > 2 else { return }
    usage.merge(chunk.usage)
    if chunk.candidates.contains(where: { $0.finishReason != nil }) { isComplete = true }
    if chunk.blockReason != nil, chunk.candidates.isEmpty { isComplete = true }
    let body = UnsafeRawBufferPointer(rebasing: payload[chunk.body])
    hasOutput = true
    guard isStreaming else { return gathered.add(body, of: payload, chunk) }
    open(into: &output)
    Self.line(body, into: &output)
    close(into: &output)
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else {
      return fail(
        ProxyFailure(.upstreamUnavailable, message: "Google ended the answer without saying why."), into: &output)
    }
    hasEnded = true
    if !isSSE { output.append(literal: "\n]") }
  }

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    hasEnded = true
    open(into: &output)
    GeminiError.write(failure, into: &output)
    close(into: &output)
  }

  package mutating func whole(into output: inout [UInt8]) {
    gathered.write(into: &output)
  }

  // MARK: Frames

  private mutating func open(into output: inout [UInt8]) {
    if isSSE {
      output.append(literal: "data: ")
    } else {
      output.append(literal: hasBegun ? "\n,\r\n" : "[")
    }
    hasBegun = true
  }

  private func close(into output: inout [UInt8]) {
    if isSSE { output.append(literal: "\r\n\r\n") }
  }

  /// Appends JSON as one line: line ends can only be white space between its tokens.
  private static func line(_ json: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    let bytes = ScannedBytes(json)
    var start = 0
    while start < bytes.count {
      let end = bytes.indexOfLineEnd(from: start)
      output.append(contentsOf: bytes.slice(start, end))
      start = end &+ 1
    }
  }
}
