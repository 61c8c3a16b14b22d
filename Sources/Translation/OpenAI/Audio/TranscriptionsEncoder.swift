/// Writes a transcript: whole, or as the events that OpenAI's newer models send.
package struct TranscriptionsEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { ": keep-alive\n\n" }
  package static var streamContentType: StaticString { "text/event-stream" }

  package private(set) var hasOutput = false
  package private(set) var isComplete = false
  package private(set) var usage = Usage()
  package private(set) var modelVersion: String?

  private let isStreaming: Bool
  private let form: TranscriptForm
  private var chunk = ChunkView()
  /// The inside of a JSON string.
  private var text: [UInt8] = []
  private var hasEnded = false

  init(request: GenerateRequest) {
    isStreaming = request.isStreaming
    form = request.reply.transcriptForm
  }

  package var wholeContentType: StaticString { form == .json ? "application/json" : "text/plain; charset=utf-8" }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    guard !hasEnded else { return }
    try chunk.read(payload)
    if let error = chunk.filterError(payload) { throw error }
    usage.merge(chunk.usage)
    if modelVersion == nil { modelVersion = chunk.modelVersion?.text(in: payload) }
    for part in chunk.parts where !part.isThought {
      guard let words = part.text, !words.isEmpty else { continue }
      hasOutput = true
      let start = text.count
      JSONWriter.verbatim(words, of: payload, into: &text)
      guard isStreaming else { continue }
      output.append(literal: "data: {\"type\":\"transcript.text.delta\",\"delta\":\"")
      output.append(contentsOf: text[start...])
      output.append(literal: "\"}\n\n")
    }
    if chunk.candidates.contains(where: { $0.finishReason != nil }) { isComplete = true }
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else { return fail(.endedWithoutReason, into: &output) }
    hasEnded = true
    output.append(literal: "data: {\"type\":\"transcript.text.done\",")
    writeMembers(into: &output)
    output.append(literal: "}\n\n")
  }

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    hasEnded = true
    output.append(literal: "data: ")
    OpenAIError.write(failure, into: &output)
    output.append(literal: "\n\n")
  }

  package mutating func whole(into output: inout [UInt8]) {
    guard form == .json else {
      return text.withUnsafeBytes { JSONUnescape.append(ScannedBytes($0).slice(0, text.count), to: &output) }
    }
    output.append(UInt8(ascii: "{"))
    writeMembers(into: &output)
    output.append(UInt8(ascii: "}"))
  }

  private func writeMembers(into output: inout [UInt8]) {
    output.append(literal: "\"text\":\"")
    output.append(contentsOf: text)
    output.append(literal: "\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":")
    JSONWriter.integer(usage.input, into: &output)
    output.append(literal: ",\"output_tokens\":")
    JSONWriter.integer(usage.output, into: &output)
    output.append(literal: ",\"total_tokens\":")
    JSONWriter.integer(usage.input &+ usage.output, into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
