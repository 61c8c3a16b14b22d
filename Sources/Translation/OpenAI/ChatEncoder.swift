/// Writes the answer to a chat-completions request, as chunks or whole.
///
/// Text goes from the upstream JSON string to the client's as it is, still escaped: nothing is decoded on the way.
/// In steady state an event costs no allocation.
package struct ChatEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { ": keep-alive\n\n" }
  package static var streamContentType: StaticString { "text/event-stream" }

  package internal(set) var hasOutput = false
  package private(set) var usage = Usage()
  package internal(set) var signatures: [CallSignature] = []
  package private(set) var modelVersion: String?

  let isStreaming: Bool
  let includesUsage: Bool
  /// `"id":…,"object":…,"created":…,"model":…`, the same in every chunk.
  let head: [UInt8]
  let usesFunctionCall: Bool
  let isLimitedToOneCall: Bool
  let tagsThoughts: Bool
  let stop: StopFilter?
  let tools: ToolSet
  /// Whether the answer is kept because citations may point into it.
  let tracksText: Bool
  /// Whether the answer may be sound; what is written beside it is kept, since the sound ends with it.
  let speaks: Bool
  let audioForm: AudioForm
  let answerID: String
  let created: Int
  let callIDSeed: CallIDSeed
  private let turnKey: TurnKey
  var callCount = 0
  var chunk = ChunkView()
  /// In the order of their indices.
  var choices: [ChatChoice] = []
  private var hasEnded = false

  init(request: GenerateRequest, context: RequestContext) {
    isStreaming = request.isStreaming
    includesUsage = request.reply.includesUsage
    usesFunctionCall = request.reply.usesFunctionCall
    isLimitedToOneCall = request.reply.isLimitedToOneCall
    tagsThoughts = request.reply.tagsThoughts
    stop = StopFilter(request.reply.stops)
    tools = request.tools
    tracksText = !request.tools.builtIns.isEmpty
    speaks = request.generationConfig.responseModalities.contains("AUDIO")
    audioForm = request.reply.audioForm
    answerID = context.id
    created = context.created
    callIDSeed = context.callIDSeed
    turnKey = TurnKey(answering: request.contents.last)
    head = context.head(
      id: "chatcmpl-", object: isStreaming ? "chat.completion.chunk" : "chat.completion", model: request.requestedModel)
  }

  package var isComplete: Bool {
    !choices.isEmpty && choices.allSatisfy { $0.finishReason != nil }
  }

  package var isEmpty: Bool {
    isComplete && !hasOutput && choices.allSatisfy { $0.finishReason?.isOfItsOwn ?? false }
  }

  package var unnamedReason: FinishReason.Unnamed? { choices.lazy.compactMap(\.finishReason?.unnamed).first }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    guard !hasEnded else { return }
    try chunk.read(payload)
    usage.merge(chunk.usage)
    if modelVersion == nil { modelVersion = chunk.modelVersion?.text(in: payload) }
    for position in chunk.parts.indices { encode(chunk.parts[position], payload, into: &output) }
    for candidate in chunk.candidates.indices where chunk.candidates[candidate].isRemarkable {
      note(chunk.candidates[candidate], payload)
    }
    if let words = chunk.promptRefusal(payload) {
      let choice = position(of: 0)
      choices[choice].finishReason = .filtered
      choices[choice].refusal = words
    }
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else { return fail(.endedWithoutReason, into: &output) }
    hasEnded = true
    for position in choices.indices {
      endText(position, into: &output)
      end(position, into: &output)
    }
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

  /// What a payload says of a whole candidate.
  private mutating func note(_ candidate: ChunkCandidate, _ payload: UnsafeRawBufferPointer) {
    let choice = position(of: candidate.index)
    if let range = candidate.grounding {
      var list: [UInt8] = []
      ChatAnnotations.write(
        grounding: UnsafeRawBufferPointer(rebasing: payload[range]), text: choices[choice].text, into: &list)
      if !list.isEmpty { choices[choice].annotations = list }
    }
    // Of a stream those that came without a text of their own.
    if let range = candidate.logprobs {
      var list: [UInt8] = []
      ChatAnnotations.write(logprobs: UnsafeRawBufferPointer(rebasing: payload[range]), into: &list)
      if !list.isEmpty, !choices[choice].logprobs.isEmpty { choices[choice].logprobs.append(UInt8(ascii: ",")) }
      choices[choice].logprobs += list
    }
    guard let reason = candidate.finishReason else { return }
    choices[choice].finishReason = reason
    if !choices[choice].textSignature.isEmpty, !choices[choice].fingerprint.isEmpty {
      signatures.append(
        CallSignature(
          callID: turnKey.id(choices[choice].fingerprint), function: "", signature: choices[choice].textSignature))
      choices[choice].textSignature = ""
    }
    if reason == .filtered { choices[choice].refusal = candidate.refusal(payload) }
  }

  // MARK: Chunks

  /// Appends the beginning of a chunk up to its choices.
  private func open(into output: inout [UInt8]) {
    output.append(literal: "data: {")
    output.append(contentsOf: head)
    output.append(literal: ",\"choices\":[")
  }

  func openDelta(_ index: Int, into output: inout [UInt8]) {
    open(into: &output)
    output.append(literal: "{\"index\":")
    JSONWriter.integer(index, into: &output)
    output.append(literal: ",\"delta\":{")
  }

  /// Appends the chunk with the role, once.
  mutating func begin(_ choice: Int, into output: inout [UInt8]) {
    guard !choices[choice].hasBegun else { return }
    choices[choice].hasBegun = true
    openDelta(choices[choice].index, into: &output)
    output.append(literal: "\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n")
  }

  private mutating func end(_ choice: Int, into output: inout [UInt8]) {
    begin(choice, into: &output)
    endAudio(choice, into: &output)
    if !choices[choice].hasContent, !choices[choice].refusal.isEmpty {
      openDelta(choices[choice].index, into: &output)
      output.append(literal: "\"refusal\":\"")
      output.append(contentsOf: choices[choice].refusal)
      output.append(literal: "\"},\"finish_reason\":null}]}\n\n")
    }
    openDelta(choices[choice].index, into: &output)
    if !choices[choice].annotations.isEmpty {
      output.append(literal: "\"annotations\":")
      output.append(contentsOf: choices[choice].annotations)
    }
    output.append(UInt8(ascii: "}"))
    if !choices[choice].logprobs.isEmpty {
      output.append(literal: ",\"logprobs\":")
      choices[choice].writeLogprobs(into: &output)
    }
    output.append(literal: ",\"finish_reason\":\"")
    output.append(literal: choices[choice].finish(usesFunctionCall: usesFunctionCall))
    output.append(literal: "\"}]}\n\n")
  }

  /// Where the choice with this index is, made if it is new.
  mutating func position(of index: Int) -> Int {
    // Nearly always there is one.
    if let first = choices.first?.index, first == index { return 0 }
    let position = choices.firstIndex { $0.index >= index } ?? choices.count
    if position == choices.count || choices[position].index != index {
      choices.insert(ChatChoice(index: index, head: head), at: position)
      choices[position].stop = stop
    }
    return position
  }
}
