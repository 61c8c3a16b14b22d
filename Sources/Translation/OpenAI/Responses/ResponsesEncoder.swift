/// Writes the answer to a Responses request, as events or whole.
package struct ResponsesEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { ": keep-alive\n\n" }
  package static var streamContentType: StaticString { "text/event-stream" }

  package internal(set) var hasOutput = false
  package private(set) var usage = Usage()
  package internal(set) var signatures: [CallSignature] = []
  package private(set) var modelVersion: String?
  package private(set) var storedResponse: StoredResponse?

  private enum Status {
    case inProgress
    case completed
    case incomplete(StaticString)
    case failed(ProxyFailure)
  }

  private let isStreaming: Bool
  private let agent: ClientAgent?
  private let id: String
  /// `"id":…,"object":"response","created_at":…,"model":…`
  private let head: [UInt8]
  let reply: ReplyOptions
  let tools: ToolSet
  let callIDSeed: CallIDSeed
  var items: ResponsesItems
  var chunk = ChunkView()
  var callCount = 0
  private var finishReason: FinishReason?
  /// Why a filter stepped in, as the inside of a JSON string.
  private var refusal: [UInt8] = []
  /// The answer in UTF-8, where citations may point into it.
  var text: [UInt8] = []
  var textSignature: TextSignature
  /// Code or an image stands in the text, so citations no longer fit it.
  var hasInsertions = false
  /// `groundingMetadata` of the answer.
  private var grounding: [UInt8] = []
  private var hasToldOfSearch = false
  private var hasBegun = false
  private var hasEnded = false

  init(request: GenerateRequest, context: RequestContext) {
    isStreaming = request.isStreaming
    agent = context.agent
    reply = request.reply
    tools = request.tools
    callIDSeed = context.callIDSeed
    textSignature = TextSignature(answering: request.contents.last)
    id = "resp_" + context.id
    items = ResponsesItems(isStreaming: request.isStreaming, suffix: context.id)
    var head: [UInt8] = []
    head.append(literal: "\"id\":")
    JSONWriter.string(id, into: &head)
    head.append(literal: ",\"object\":\"response\",\"created_at\":")
    JSONWriter.integer(context.created, into: &head)
    head.append(literal: ",\"model\":")
    JSONWriter.string(request.requestedModel, into: &head)
    self.head = head
  }

  package var isComplete: Bool { finishReason != nil }

  package var isEmpty: Bool { (finishReason?.isOfItsOwn ?? false) && !hasOutput }

  package var unnamedReason: FinishReason.Unnamed? { finishReason?.unnamed }

  package var tellsFailuresInStream: Bool { isStreaming && agent == .codex }

  var tracksText: Bool { !tools.builtIns.isEmpty }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    guard !hasEnded else { return }
    try chunk.read(payload)
    usage.merge(chunk.usage)
    if modelVersion == nil { modelVersion = chunk.modelVersion?.text(in: payload) }
    // This API has one answer; further candidates were not asked for. A search is known before the text beside it.
    if let range = chunk.candidates.first(where: { $0.index == 0 })?.grounding { grounding = Array(payload[range]) }
    for part in chunk.parts where chunk.candidates[part.candidate].index == 0 {
      encode(part, payload, into: &output)
    }
    if let candidate = chunk.candidates.first(where: { $0.index == 0 }) { note(candidate, payload) }
    if let words = chunk.promptRefusal(payload) {
      finishReason = .filtered
      refusal = words
    }
  }

  private mutating func note(_ candidate: ChunkCandidate, _ payload: UnsafeRawBufferPointer) {
    guard let reason = candidate.finishReason else { return }
    finishReason = reason
    if let signature = textSignature.take() { signatures.append(signature) }
    if reason == .filtered { refusal = candidate.refusal(payload) }
  }

  // MARK: The whole answer

  package mutating func whole(into output: inout [UInt8]) {
    complete(into: &output)
    let body = response(ending)
    keep(body)
    output.append(contentsOf: body)
  }

  // MARK: The stream

  /// Appends the two events that everything else follows, once.
  mutating func begin(into output: inout [UInt8]) {
    guard isStreaming, !hasBegun else { return }
    hasBegun = true
    let body = response(.inProgress)
    items.event("response.created", into: &output) { Self.append(body, to: &$0) }
    items.event("response.in_progress", into: &output) { Self.append(body, to: &$0) }
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else { return fail(.endedWithoutReason, into: &output) }
    begin(into: &output)
    complete(into: &output)
    hasEnded = true
    let body = response(ending)
    keep(body)
    let type: StaticString = if case .completed = ending { "response.completed" } else { "response.incomplete" }
    items.event(type, into: &output) { Self.append(body, to: &$0) }
  }

  /// Appends the error in the three forms that clients look for: in the event, in its `error`, and in a failed response.
  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    begin(into: &output)
    hasEnded = true
    items.breakOff()
    items.event("error", into: &output) { output in
      let start = output.count
      output.append(literal: ",\"code\":")
      Self.string(OpenAIError.code(of: failure), into: &output)
      output.append(literal: ",\"message\":")
      JSONWriter.string(OpenAIError.message(of: failure), into: &output)
      output.append(literal: ",\"param\":null")
      let flat = Array(output[start...])
      output.append(literal: ",\"error\":{\"type\":\"")
      output.append(literal: OpenAIError.type(of: failure))
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: flat)
      output.append(UInt8(ascii: "}"))
    }
    let body = response(.failed(failure))
    items.event("response.failed", into: &output) { Self.append(body, to: &$0) }
  }

  private static func append(_ response: [UInt8], to output: inout [UInt8]) {
    output.append(literal: ",\"response\":")
    output.append(contentsOf: response)
  }

  // MARK: The end

  private var ending: Status {
    switch finishReason {
    case .maxTokens: .incomplete("max_output_tokens")
    case .filtered: .incomplete("content_filter")
    case .stop, .unnamed, .malformedCall, nil: .completed
    }
  }

  /// Writes what is known only at the end: citations, why there is nothing.
  private mutating func complete(into output: inout [UInt8]) {
    if finishReason == .filtered, !hasOutput {
      let words = refusal
      items.append(.refusal, into: &output) { $0.append(contentsOf: words) }
    } else if !hasOutput, items.done.isEmpty, items.open == nil {
      items.begin(.message, into: &output)
    }
    let sources = grounding.isEmpty ? nil : try? JSONDocument.parse(grounding)
    let annotations = sources.map { Grounding($0, text: text).citations.map(Self.annotation) } ?? []
    items.close(
      annotations: items.open == .message && !hasInsertions ? annotations : [], keepsSignature: reply.wantsSignatures,
      into: &output)
    guard !hasToldOfSearch, sources != nil else { return }
    tellOfSearch(into: &output)
    // A stream has told the message by then; a whole answer has the order of events.
    if !isStreaming { items.putLastBeforeMessage() }
  }

  /// Tells of a search, once it is known that there was one: before the message if that has not begun by then.
  ///
  /// Gemini mostly tells of it last, when the text has gone; holding the text back until then would be no stream.
  mutating func tellOfSearch(into output: inout [UInt8]) {
    guard !hasToldOfSearch, !grounding.isEmpty, let view = try? JSONDocument.parse(grounding) else { return }
    hasToldOfSearch = true
    let id = items.newID("ws")
    var item = [UInt8](literal: "{\"id\":\"")
    item.append(contentsOf: id.utf8)
    item.append(literal: "\",\"type\":\"web_search_call\"")
    var action = [UInt8](literal: ",\"action\":{\"type\":\"search\",\"query\":")
    (view["webSearchQueries"]?[0]?.text ?? JSONText("")).write(into: &action)
    action.append(UInt8(ascii: "}"))
    items.whole(id: id, item, begun: [], ended: action, into: &output)
  }

  private static func annotation(_ citation: Grounding.Citation) -> [UInt8] {
    var output = [UInt8](literal: "{\"type\":\"url_citation\",")
    citation.write(into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }

  private mutating func keep(_ body: [UInt8]) {
    guard let kept = reply.response, kept.isStored else { return }
    storedResponse = StoredResponse(id: id, body: body, input: kept.input, output: items.done)
  }

  private func response(_ status: Status) -> [UInt8] {
    var output = [UInt8(ascii: "{")]
    output.append(contentsOf: head)
    output.append(literal: ",\"status\":\"")
    switch status {
    case .inProgress: output.append(literal: "in_progress\",\"error\":null,\"incomplete_details\":null")
    case .completed: output.append(literal: "completed\",\"error\":null,\"incomplete_details\":null")
    case .incomplete(let reason):
      output.append(literal: "incomplete\",\"error\":null,\"incomplete_details\":{\"reason\":\"")
      output.append(literal: reason)
      output.append(literal: "\"}")
    case .failed(let failure):
      output.append(literal: "failed\",\"incomplete_details\":null,\"error\":{\"code\":")
      JSONWriter.string(code(of: failure), into: &output)
      output.append(literal: ",\"message\":")
      JSONWriter.string(OpenAIError.message(of: failure), into: &output)
      output.append(UInt8(ascii: "}"))
    }
    output.append(literal: ",\"output\":[")
    if case .inProgress = status {
    } else {
      output.append(contentsOf: items.done.map(\.item).joined(separator: [UInt8(ascii: ",")]))
    }
    output.append(UInt8(ascii: "]"))
    output.append(contentsOf: reply.response?.echo ?? [])
    output.append(literal: ",\"usage\":")
    if case .inProgress = status { output.append(literal: "null") } else { writeUsage(into: &output) }
    output.append(UInt8(ascii: "}"))
    return output
  }

  /// Codex shows no message beside some codes, and tries again with others: of what a repetition does not help it is told
  /// by the one code whose message it shows, once.
  private func code(of failure: ProxyFailure) -> String {
    let code = OpenAIError.code(of: failure) ?? "server_error"
    guard agent == .codex else { return code }
    switch failure.kind {
    case .contextTooLong, .upstreamUnavailable, .upstreamTimeout, .internal: return code
    case .overloaded where failure.code == nil: return code
    case .rateLimited where failure.retryAfter ?? 0 <= Self.longestCodexWait: return code
    default: return "invalid_prompt"
    }
  }

  /// In seconds; Codex waits as long as it is told to, without a word.
  private static let longestCodexWait = 60.0

  private func writeUsage(into output: inout [UInt8]) {
    output.append(literal: "{\"input_tokens\":")
    JSONWriter.integer(usage.input, into: &output)
    output.append(literal: ",\"input_tokens_details\":{\"cached_tokens\":")
    JSONWriter.integer(usage.cached, into: &output)
    output.append(literal: "},\"output_tokens\":")
    JSONWriter.integer(usage.output, into: &output)
    output.append(literal: ",\"output_tokens_details\":{\"reasoning_tokens\":")
    JSONWriter.integer(usage.thoughts, into: &output)
    output.append(literal: "},\"total_tokens\":")
    JSONWriter.integer(usage.input &+ usage.output, into: &output)
    output.append(UInt8(ascii: "}"))
  }

  private static func string(_ text: String?, into output: inout [UInt8]) {
    if let text { JSONWriter.string(text, into: &output) } else { output.append(literal: "null") }
  }
}
