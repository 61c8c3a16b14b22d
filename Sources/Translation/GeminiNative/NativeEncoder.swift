/// Hands the answer on in Gemini's own words: each payload without what Code Assist wraps around it.
///
/// The frames are those of Google's own servers, byte for byte: some clients accept nothing else.
package struct NativeEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { "\n" }
  package static var streamContentType: StaticString { "text/event-stream" }
  package static var breaksAfterFailure: Bool { true }
  package static var passesEmptyAnswers: Bool { true }

  package private(set) var hasOutput = false
  package private(set) var usage = Usage()
  package private(set) var isComplete = false
  package private(set) var signatures: [CallSignature] = []
  /// Whether the answer ended because it was done, or with a call that cannot be read.
  private var isRepeatable = false

  let isStreaming: Bool
  private let isSSE: Bool
  private var chunk = ChunkView()
  /// Whether an element of the array has gone.
  private var hasBegun = false
  private var hasEnded = false
  private var gathered = NativeWhole()
  /// A last event that came without token counts: held until they are known, since some clients take no other end.
  private var held: [UInt8] = []

  init(isStreaming: Bool, isSSE: Bool) {
    self.isStreaming = isStreaming
    self.isSSE = isSSE
  }

  package var isEmpty: Bool { isRepeatable && !hasOutput }

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
    let inside = payload[chunk.body].dropFirst().dropLast()
    guard inside.contains(where: { $0 > 0x20 }), !chunk.isBareEnvelope else { return }
    usage.merge(chunk.usage)
    let wasComplete = isComplete
    for candidate in chunk.candidates {
      guard let reason = candidate.finishReason else { continue }
      isComplete = true
      isRepeatable = reason.isOfItsOwn || reason == .malformedCall
    }
    if chunk.blockReason != nil, chunk.candidates.isEmpty { isComplete = true }
    if !hasOutput { hasOutput = chunk.parts.contains(where: \.saysSomething) }
    for part in chunk.parts {
      // What has no id cannot be known again.
      guard let call = part.call, let id = call.id, !id.isEmpty, let signature = part.thoughtSignature,
        !signature.isEmpty
      else { continue }
      signatures.append(
        CallSignature(
          callID: id.text(in: payload), function: call.name.text(in: payload),
          signature: signature.text(in: payload)))
    }
    guard isStreaming else {
      var body: [UInt8] = []
      append(payload, to: &body)
      return gathered.add(body)
    }
    if !held.isEmpty {
      // What comes now is about the held event, or, against all custom, more of the answer.
      if chunk.parts.isEmpty { return }
      flush(into: &output)
    }
    // The reason once more, and nothing else.
    if wasComplete, chunk.parts.isEmpty, !chunk.hasUsage { return }
    if isComplete, !wasComplete, !chunk.hasUsage, usage == Usage() {
      append(payload, to: &held)
      return
    }
    open(into: &output)
    append(payload, to: &output)
    close(into: &output)
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else { return fail(.endedWithoutReason, into: &output) }
    hasEnded = true
    if !held.isEmpty {
      held.removeLast()
      held.append(literal: ",\"usageMetadata\":{\"promptTokenCount\":")
      JSONWriter.integer(usage.prompt, into: &held)
      held.append(literal: ",\"candidatesTokenCount\":")
      JSONWriter.integer(usage.candidates, into: &held)
      held.append(literal: ",\"totalTokenCount\":")
      JSONWriter.integer(usage.total, into: &held)
      held.append(literal: "}}")
      flush(into: &output)
    }
    if !isSSE { output.append(literal: "\n]") }
  }

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    hasEnded = true
    if !held.isEmpty { flush(into: &output) }
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

  private mutating func flush(into output: inout [UInt8]) {
    open(into: &output)
    output.append(contentsOf: held)
    close(into: &output)
    held = []
  }

  /// Appends the response in a payload as one line, with the members that clients insist on.
  private func append(_ payload: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    var start = chunk.body.lowerBound
    let lacksID = chunk.responseID == nil && chunk.traceID != nil
    if lacksID || chunk.parts.contains(where: { $0.call.map { $0.arguments == nil } ?? false })
      || chunk.candidates.contains(where: { $0.missingParts != nil })
    {
      for gap in missing(payload) {
        Self.line(UnsafeRawBufferPointer(rebasing: payload[start..<gap.place.lowerBound]), into: &output)
        output.append(literal: gap.text)
        start = gap.place.upperBound
      }
    }
    guard lacksID, let trace = chunk.traceID else {
      return Self.line(UnsafeRawBufferPointer(rebasing: payload[start..<chunk.body.upperBound]), into: &output)
    }
    Self.line(UnsafeRawBufferPointer(rebasing: payload[start..<(chunk.body.upperBound - 1)]), into: &output)
    output.append(literal: ",\"responseId\":\"")
    JSONWriter.verbatim(trace, of: payload, into: &output)
    output.append(literal: "\"}")
  }

  /// What is to be put in, and in whose place: calls without arguments and contents without parts break clients.
  private func missing(_ payload: UnsafeRawBufferPointer) -> [(place: Range<Int>, text: StaticString)] {
    var list: [(place: Range<Int>, text: StaticString)] = []
    for call in chunk.parts.compactMap(\.call) where call.arguments == nil {
      if let wrong = call.wrongArguments {
        list.append((wrong, "{}"))
      } else {
        list.append((call.end..<call.end, call.isEmpty ? "\"args\":{}" : ",\"args\":{}"))
      }
    }
    for place in chunk.candidates.compactMap(\.missingParts) {
      let isFirst = payload[..<place.lowerBound].last { $0 > 0x20 } == UInt8(ascii: "{")
      list.append((place, place.isEmpty ? isFirst ? "\"parts\":[]" : ",\"parts\":[]" : "[]"))
    }
    return list.sorted { $0.place.lowerBound < $1.place.lowerBound }
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
