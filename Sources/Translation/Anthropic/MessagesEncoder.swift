/// Writes the answer to a Messages request, as events or whole.
package struct MessagesEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { ": keep-alive\n\n" }
  package static var streamContentType: StaticString { "text/event-stream" }

  /// The signature of thoughts that Gemini did not sign: some clients take an empty one for damage.
  static let unsigned = "dW5zaWduZWQ="

  package internal(set) var hasOutput = false
  package private(set) var usage = Usage()
  package internal(set) var signatures: [CallSignature] = []
  package private(set) var modelVersion: String?

  let isStreaming: Bool
  /// `"id":…,"type":"message","role":"assistant","model":…`
  private let head: [UInt8]
  let reply: ReplyOptions
  let tools: ToolSet
  let callIDSeed: CallIDSeed
  var chunk = ChunkView()
  var blocks: MessagesBlocks
  var callCount = 0
  var finishReason: FinishReason?
  /// Why a filter stepped in, as the inside of a JSON string.
  var refusal: [UInt8] = []
  var stop: StopFilter?
  /// The answer in UTF-8, where citations may point into it.
  var text: [UInt8] = []
  var textSignature: TextSignature
  /// Code or an image stands in the text, so citations no longer fit it.
  var hasInsertions = false
  /// `groundingMetadata` of the answer.
  var grounding: [UInt8] = []
  var searchCount = 0
  private var hasBegun = false
  private var hasEnded = false

  init(request: GenerateRequest, context: RequestContext) {
    isStreaming = request.isStreaming
    reply = request.reply
    tools = request.tools
    callIDSeed = context.callIDSeed
    textSignature = TextSignature(answering: request.contents.last)
    stop = StopFilter(request.reply.stops)
    blocks = MessagesBlocks(isStreaming: request.isStreaming)
    var head: [UInt8] = []
    head.append(literal: "\"id\":")
    JSONWriter.string("msg_" + context.id, into: &head)
    head.append(literal: ",\"type\":\"message\",\"role\":\"assistant\",\"model\":")
    JSONWriter.string(request.requestedModel, into: &head)
    self.head = head
  }

  package var currentHeartbeat: StaticString {
    hasBegun ? "event: ping\ndata: {\"type\":\"ping\"}\n\n" : Self.heartbeat
  }

  package var isComplete: Bool { finishReason != nil || isSatisfied }

  package var isEmpty: Bool { (finishReason?.isOfItsOwn ?? false) && !hasOutput }

  package var unnamedReason: FinishReason.Unnamed? { finishReason?.unnamed }

  package var isSatisfied: Bool { stop?.matched != nil }

  var tracksText: Bool { !tools.builtIns.isEmpty }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    guard !hasEnded else { return }
    try chunk.read(payload)
    usage.merge(chunk.usage)
    if modelVersion == nil { modelVersion = chunk.modelVersion?.text(in: payload) }
    // This API has one answer; further candidates were not asked for.
    for part in chunk.parts where chunk.candidates[part.candidate].index == 0 {
      encode(part, payload, into: &output)
    }
    if let candidate = chunk.candidates.first(where: { $0.index == 0 }) { note(candidate, payload) }
    if let words = chunk.promptRefusal(payload) {
      finishReason = .filtered
      refusal = words
    }
  }

  /// What a payload says of the whole answer.
  private mutating func note(_ candidate: ChunkCandidate, _ payload: UnsafeRawBufferPointer) {
    if let range = candidate.grounding { grounding = Array(payload[range]) }
    guard let reason = candidate.finishReason else { return }
    finishReason = reason
    if let signature = textSignature.take() { signatures.append(signature) }
    if reason == .filtered { refusal = candidate.refusal(payload) }
  }

  // MARK: The whole answer

  package mutating func whole(into output: inout [UInt8]) {
    complete(into: &output)
    output.append(UInt8(ascii: "{"))
    output.append(contentsOf: head)
    output.append(literal: ",\"content\":[")
    output.append(contentsOf: blocks.whole)
    output.append(UInt8(ascii: "]"))
    writeStop(into: &output)
    output.append(literal: ",\"usage\":")
    writeUsage(into: &output)
    output.append(UInt8(ascii: "}"))
  }

  // MARK: The stream

  /// Appends the event that everything else follows, once.
  mutating func begin(into output: inout [UInt8]) {
    guard isStreaming, !hasBegun else { return }
    hasBegun = true
    output.append(literal: "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{")
    output.append(contentsOf: head)
    output.append(literal: ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":")
    writeUsage(into: &output)
    output.append(literal: "}}\n\n")
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else { return fail(.endedWithoutReason, into: &output) }
    begin(into: &output)
    complete(into: &output)
    hasEnded = true
    output.append(literal: "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{")
    var stop: [UInt8] = []
    writeStop(into: &stop)
    output.append(contentsOf: stop.dropFirst())
    output.append(literal: "},\"usage\":")
    writeUsage(into: &output)
    output.append(literal: "}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
  }

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    hasEnded = true
    output.append(literal: "event: error\ndata: ")
    AnthropicError.write(failure, into: &output)
    output.append(literal: "\n\n")
  }

  // MARK: The end

  /// Writes what is known only at the end: held text, citations, why there is nothing.
  private mutating func complete(into output: inout [UInt8]) {
    endText(into: &output)
    if blocks.count == 0, blocks.open == nil {
      // A refusal without a word, or an answer without one, would be no legal message.
      let words = finishReason == .filtered ? refusal : []
      blocks.begin(.text, into: &output)
      if !words.isEmpty { blocks.append(.text, into: &output) { $0.append(contentsOf: words) } }
    }
    let search = MessagesSearch(grounding, text: text)
    blocks.close(citing: blocks.open == .text && !hasInsertions ? search.citations : [], into: &output)
    guard !search.results.isEmpty else { return }
    searchCount = 1
    let id = callIDSeed.id(at: callCount, prefix: "srvtoolu_")
    var call = [UInt8](literal: "{\"type\":\"server_tool_use\",\"id\":\"")
    call.append(contentsOf: id.utf8)
    call.append(literal: "\",\"name\":\"web_search\",\"input\":")
    search.input.withUnsafeBytes { blocks.call(call, input: $0, into: &output) }
    var result = [UInt8](literal: "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"")
    result.append(contentsOf: id.utf8)
    result.append(literal: "\",\"content\":[")
    result.append(contentsOf: search.results)
    result.append(literal: "]}")
    blocks.block(result, into: &output)
  }

  private func writeStop(into output: inout [UInt8]) {
    output.append(literal: ",\"stop_reason\":\"")
    output.append(literal: stopReason)
    output.append(literal: "\",\"stop_sequence\":")
    if let sequence = stop?.matched, callCount == 0 {
      JSONWriter.string(sequence, into: &output)
    } else {
      output.append(literal: "null")
    }
  }

  private var stopReason: StaticString {
    if stop?.matched != nil { return callCount == 0 ? "stop_sequence" : "tool_use" }
    return switch finishReason {
    case .maxTokens: "max_tokens"
    case .filtered: "refusal"
    case .stop, .unnamed, .malformedCall, nil: callCount == 0 ? "end_turn" : "tool_use"
    }
  }

  /// The counts as Anthropic reports them: cached tokens apart from the rest of the input.
  private func writeUsage(into output: inout [UInt8]) {
    let cached = min(usage.cached, usage.input)
    output.append(literal: "{\"input_tokens\":")
    JSONWriter.integer(usage.input - cached, into: &output)
    output.append(literal: ",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":")
    JSONWriter.integer(cached, into: &output)
    output.append(literal: ",\"output_tokens\":")
    JSONWriter.integer(usage.output, into: &output)
    if searchCount > 0 {
      output.append(literal: ",\"server_tool_use\":{\"web_search_requests\":")
      JSONWriter.integer(searchCount, into: &output)
      output.append(UInt8(ascii: "}"))
    }
    output.append(UInt8(ascii: "}"))
  }
}
