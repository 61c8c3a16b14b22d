/// Writes the answer to a chat-completions request, as chunks or whole.
///
/// Text goes from the upstream JSON string to the client's as it is, still escaped: nothing is decoded on the way.
/// In steady state an event costs no allocation.
package struct ChatEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { ": keep-alive\n\n" }
  package static var streamContentType: StaticString { "text/event-stream" }

  package private(set) var hasOutput = false
  package private(set) var usage = Usage()

  let isStreaming: Bool
  let includesUsage: Bool
  /// `"id":…,"object":…,"created":…,"model":…`, the same in every chunk.
  let head: [UInt8]
  private let callIDSeed: CallIDSeed
  private var callCount = 0
  private var chunk = ChunkView()
  /// In the order of their indices.
  private(set) var choices: [ChatChoice] = []
  private var hasEnded = false

  init(request: GenerateRequest, context: RequestContext) {
    isStreaming = request.isStreaming
    includesUsage = request.reply.includesUsage
    callIDSeed = context.callIDSeed
    var head: [UInt8] = []
    head.append(literal: "\"id\":")
    JSONWriter.string("chatcmpl-" + context.id, into: &head)
    head.append(literal: isStreaming ? ",\"object\":\"chat.completion.chunk\"" : ",\"object\":\"chat.completion\"")
    head.append(literal: ",\"created\":")
    JSONWriter.integer(context.created, into: &head)
    head.append(literal: ",\"model\":")
    JSONWriter.string(request.requestedModel, into: &head)
    self.head = head
  }

  package var isComplete: Bool {
    !choices.isEmpty && choices.allSatisfy { $0.finishReason != nil }
  }

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
    if chunk.isError {
      throw TranslationError(GoogleFailure(httpStatus: 0, body: Array(payload)))
    }
    if chunk.candidates.contains(where: { $0.finishReason == .malformedCall }) {
      throw TranslationError(
        .malformedUpstream, path: "",
        message: "The model's tool call could not be read. Sending the request again may help.")
    }
    usage.merge(chunk.usage)
    for position in chunk.parts.indices { encode(chunk.parts[position], payload, into: &output) }
    for candidate in chunk.candidates { note(candidate, payload) }
    if chunk.blockReason != nil, chunk.candidates.isEmpty {
      let choice = position(of: 0)
      choices[choice].finishReason = .filtered
      if let message = chunk.blockMessage {
        choices[choice].refusal.removeAll()
        JSONWriter.verbatim(message, of: payload, into: &choices[choice].refusal)
      }
    }
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else {
      return fail(
        ProxyFailure(.upstreamUnavailable, message: "Google ended the answer without saying why."), into: &output)
    }
    hasEnded = true
    for position in choices.indices { end(position, into: &output) }
    if includesUsage {
      open(into: &output)
      output.append(literal: "],\"usage\":")
      usage.writeOpenAI(into: &output)
      output.append(literal: "}\n\n")
    }
    SSEWriter.data("[DONE]", into: &output)
  }

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    hasEnded = true
    output.append(literal: "data: ")
    OpenAIError.write(failure, into: &output)
    output.append(literal: "\n\n")
    SSEWriter.data("[DONE]", into: &output)
  }

  // MARK: Events

  private mutating func encode(_ part: ChunkPart, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    let choice = position(of: chunk.candidates[part.candidate].index)
    if let text = part.text, !text.isEmpty {
      self.text(text, isThought: part.isThought, payload, choice, into: &output)
    }
    if let call = part.call {
      self.call(call, signature: part.thoughtSignature, payload, choice, into: &output)
    }
  }

  private mutating func text(
    _ text: JSONSlice, isThought: Bool, _ payload: UnsafeRawBufferPointer, _ choice: Int, into output: inout [UInt8]
  ) {
    hasOutput = true
    if !isThought { choices[choice].hasContent = true }
    guard isStreaming else {
      if isThought {
        JSONWriter.verbatim(text, of: payload, into: &choices[choice].reasoning)
      } else {
        JSONWriter.verbatim(text, of: payload, into: &choices[choice].content)
      }
      return
    }
    begin(choice, into: &output)
    openDelta(choices[choice].index, into: &output)
    output.append(literal: isThought ? "\"reasoning_content\":\"" : "\"content\":\"")
    JSONWriter.verbatim(text, of: payload, into: &output)
    output.append(literal: "\"},\"finish_reason\":null}]}\n\n")
  }

  private mutating func call(
    _ call: ChunkCall, signature: JSONSlice?, _ payload: UnsafeRawBufferPointer, _ choice: Int,
    into output: inout [UInt8]
  ) {
    hasOutput = true
    let writer = ChatCallWriter(
      call: call, signature: signature, payload: payload, madeID: callIDSeed.id(at: callCount))
    callCount += 1
    if isStreaming {
      begin(choice, into: &output)
      openDelta(choices[choice].index, into: &output)
      output.append(literal: "\"tool_calls\":[")
      writer.write(index: choices[choice].callCount, into: &output)
      output.append(literal: "]},\"finish_reason\":null}]}\n\n")
    } else {
      if choices[choice].callCount > 0 { choices[choice].calls.append(UInt8(ascii: ",")) }
      writer.write(index: nil, into: &choices[choice].calls)
    }
    choices[choice].callCount += 1
  }

  private mutating func note(_ candidate: ChunkCandidate, _ payload: UnsafeRawBufferPointer) {
    let choice = position(of: candidate.index)
    guard let reason = candidate.finishReason else { return }
    choices[choice].finishReason = reason
    if reason == .filtered, let message = candidate.finishMessage {
      choices[choice].refusal.removeAll()
      JSONWriter.verbatim(message, of: payload, into: &choices[choice].refusal)
    }
  }

  // MARK: Chunks

  /// Appends the beginning of a chunk up to its choices.
  private func open(into output: inout [UInt8]) {
    output.append(literal: "data: {")
    output.append(contentsOf: head)
    output.append(literal: ",\"choices\":[")
  }

  private func openDelta(_ index: Int, into output: inout [UInt8]) {
    open(into: &output)
    output.append(literal: "{\"index\":")
    JSONWriter.integer(index, into: &output)
    output.append(literal: ",\"delta\":{")
  }

  /// Appends the chunk with the role, once.
  private mutating func begin(_ choice: Int, into output: inout [UInt8]) {
    guard !choices[choice].hasBegun else { return }
    choices[choice].hasBegun = true
    openDelta(choices[choice].index, into: &output)
    output.append(literal: "\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n")
  }

  private mutating func end(_ choice: Int, into output: inout [UInt8]) {
    begin(choice, into: &output)
    if !choices[choice].hasContent, !choices[choice].refusal.isEmpty {
      openDelta(choices[choice].index, into: &output)
      output.append(literal: "\"refusal\":\"")
      output.append(contentsOf: choices[choice].refusal)
      output.append(literal: "\"},\"finish_reason\":null}]}\n\n")
    }
    openDelta(choices[choice].index, into: &output)
    output.append(literal: "},\"finish_reason\":\"")
    output.append(literal: choices[choice].finish)
    output.append(literal: "\"}]}\n\n")
  }

  /// Where the choice with this index is, made if it is new.
  private mutating func position(of index: Int) -> Int {
    let position = choices.firstIndex { $0.index >= index } ?? choices.count
    if position == choices.count || choices[position].index != index {
      choices.insert(ChatChoice(index: index), at: position)
    }
    return position
  }
}
