/// Writes the answer to a chat or generate request of Ollama's, as lines of JSON or as one object.
package struct OllamaEncoder: ResponseEncoder {
  enum Form: Sendable {
    case chat, generate
  }

  /// White space before a line is the only thing that no client takes for one; an empty line breaks several.
  package static var heartbeat: StaticString { " " }
  package static var streamContentType: StaticString { "application/x-ndjson" }

  package private(set) var hasOutput = false
  package private(set) var usage = Usage()
  package private(set) var signatures: [CallSignature] = []
  package private(set) var modelVersion: String?

  private let form: Form
  private let isStreaming: Bool
  /// `"model":…,"created_at":…`, the same in every line.
  private let head: [UInt8]
  private let clock: AnswerClock
  private let reply: ReplyOptions
  private let tools: ToolSet
  private let callIDSeed: CallIDSeed
  private let callKey: CallKey
  private var chunk = ChunkView()
  /// What is not written yet: all of a whole answer, of a stream what the next line says.
  private var message = OllamaMessage()
  private var stop: StopFilter?
  private var textSignature: TextSignature
  private var callCount = 0
  private var hasContent = false
  private var finishReason: FinishReason?
  /// Why a filter stepped in, as the inside of a JSON string.
  private var refusal: [UInt8] = []
  /// Nanoseconds until there was output.
  private var silence: Int?
  private var hasEnded = false

  init(_ form: Form, request: GenerateRequest, context: RequestContext) {
    self.form = form
    isStreaming = request.isStreaming
    head = Self.head(request, context)
    clock = context.clock
    reply = request.reply
    tools = request.tools
    callIDSeed = context.callIDSeed
    callKey = CallKey(answering: request.contents.last)
    stop = StopFilter(request.reply.stops)
    textSignature = TextSignature(answering: request.contents.last)
  }

  /// The answer to a request without a prompt, which loads a model.
  static func loaded(_ form: Form, _ request: GenerateRequest, _ context: RequestContext) -> [UInt8] {
    var output = [UInt8](literal: "{") + head(request, context)
    OllamaMessage().write(as: form, into: &output)
    output.append(literal: ",\"done\":true,\"done_reason\":\"load\"}")
    return output
  }

  private static func head(_ request: GenerateRequest, _ context: RequestContext) -> [UInt8] {
    var head = [UInt8](literal: "\"model\":")
    JSONWriter.string(request.requestedModel, into: &head)
    head.append(literal: ",\"created_at\":")
    JSONWriter.string(context.clock.began(), into: &head)
    return head
  }

  package var isComplete: Bool { finishReason != nil || isSatisfied }

  package var isEmpty: Bool { (finishReason?.isOfItsOwn ?? false) && !hasOutput }

  package var unnamedReason: FinishReason.Unnamed? { finishReason?.unnamed }

  package var isSatisfied: Bool { stop?.matched != nil }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    guard !hasEnded else { return }
    try chunk.read(payload)
    usage.merge(chunk.usage)
    if modelVersion == nil { modelVersion = chunk.modelVersion?.text(in: payload) }
    // This API has one answer; further candidates were not asked for.
    for part in chunk.parts where chunk.candidates[part.candidate].index == 0 { encode(part, payload) }
    if let candidate = chunk.candidates.first(where: { $0.index == 0 }), let reason = candidate.finishReason {
      finishReason = reason
      if let signature = textSignature.take() { signatures.append(signature) }
      if reason == .filtered { refusal = candidate.refusal(payload) }
    }
    if let words = chunk.promptRefusal(payload) {
      finishReason = .filtered
      refusal = words
    }
    writeLine(into: &output)
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else { return fail(.endedWithoutReason, into: &output) }
    complete()
    writeLine(into: &output)
    hasEnded = true
    writeEnd(into: &output)
    output.append(UInt8(ascii: "\n"))
  }

  package mutating func fail(_ failure: ProxyFailure, into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    hasEnded = true
    OllamaError.write(failure, into: &output)
    output.append(UInt8(ascii: "\n"))
  }

  package mutating func whole(into output: inout [UInt8]) {
    complete()
    writeEnd(into: &output)
  }

  // MARK: Parts

  private mutating func encode(_ part: ChunkPart, _ payload: UnsafeRawBufferPointer) {
    textSignature.sign(part, payload)
    if let text = part.text, !text.isEmpty {
      if !part.isThought {
        self.text(text, payload)
      } else if reply.wantsThoughts {
        begin()
        JSONWriter.verbatim(text, of: payload, into: &message.thinking)
      }
    }
    if let call = part.call { self.call(call, signature: part.thoughtSignature, payload) }
    if let extra = part.extra, !part.isThought { self.extra(extra, payload) }
  }

  /// Notes when the first output came.
  private mutating func begin() {
    if silence == nil { silence = clock.elapsed() }
    hasOutput = true
  }

  private mutating func text(_ text: JSONSlice, _ payload: UnsafeRawBufferPointer) {
    begin()
    guard stop == nil else {
      var plain: [UInt8] = []
      JSONUnescape.append(ScannedBytes(payload).slice(text.start, text.end), to: &plain)
      return show(stop?.feed(plain) ?? plain)
    }
    hasContent = true
    textSignature.add(text, payload)
    JSONWriter.verbatim(text, of: payload, into: &message.content)
  }

  private mutating func show(_ plain: [UInt8]) {
    guard !plain.isEmpty else { return }
    hasContent = true
    textSignature.add(plain)
    plain.withUnsafeBytes { JSONWriter.escape($0, into: &message.content) }
  }

  /// Shows what was held back because it might have become a stop sequence.
  private mutating func endText() {
    if let rest = stop?.flush() { show(rest) }
  }

  private mutating func call(_ call: ChunkCall, signature: JSONSlice?, _ payload: UnsafeRawBufferPointer) {
    endText()
    if isSatisfied { return }
    begin()
    let writer = ChatCallWriter(
      call: call, signature: signature, payload: payload, madeID: callIDSeed.id(at: callCount), tools: tools)
    var arguments: [UInt8] = []
    writer.withArguments { JSONWriter.compact($0, into: &arguments) }
    if let signature, !signature.isEmpty {
      // Under its id, and for the many clients that drop it under what it says.
      for id in [writer.id, callKey.id(at: callCount, writer.text(call.name), arguments)] {
        signatures.append(
          CallSignature(callID: id, function: writer.text(call.name), signature: writer.text(signature)))
      }
    }
    if !message.calls.isEmpty { message.calls.append(UInt8(ascii: ",")) }
    message.calls.append(literal: "{\"id\":")
    JSONWriter.string(writer.id, into: &message.calls)
    message.calls.append(literal: ",\"function\":{\"index\":")
    JSONWriter.integer(callCount, into: &message.calls)
    message.calls.append(literal: ",\"name\":")
    writer.writeName(into: &message.calls)
    message.calls.append(literal: ",\"arguments\":")
    message.calls.append(contentsOf: arguments)
    message.calls.append(literal: "}}")
    callCount += 1
  }

  private mutating func extra(_ extra: ChunkExtra, _ payload: UnsafeRawBufferPointer) {
    endText()
    if isSatisfied { return }
    switch extra {
    case .media(let type, let data):
      guard ScannedBytes(payload).slice(type.start, type.end).starts(with: "image".utf8) else { return }
      begin()
      message.images.append(literal: message.images.isEmpty ? "\"" : ",\"")
      JSONWriter.verbatim(data, of: payload, into: &message.images)
      message.images.append(UInt8(ascii: "\""))
    case .code, .codeResult:
      begin()
      hasContent = true
      extra.writeFenced(payload, into: &message.content)
    }
  }

  // MARK: Lines

  /// Writes what has come as a line of a stream.
  private mutating func writeLine(into output: inout [UInt8]) {
    guard isStreaming, !message.isEmpty else { return }
    output.append(UInt8(ascii: "{"))
    output.append(contentsOf: head)
    message.write(as: form, into: &output)
    output.append(literal: ",\"done\":false}\n")
    message.clear()
  }

  /// Takes over what is known only at the end: held text, why there is nothing.
  private mutating func complete() {
    endText()
    if !hasContent, finishReason == .filtered {
      message.content += refusal
      hasContent = true
    }
  }

  /// Appends the object that ends a stream or is the whole answer, with what of the message is left.
  private func writeEnd(into output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    output.append(contentsOf: head)
    message.write(as: form, into: &output)
    output.append(literal: ",\"done\":true,\"done_reason\":\"")
    output.append(literal: doneReason)
    let total = clock.elapsed()
    let silence = min(silence ?? total, total)
    output.append(literal: "\",\"total_duration\":")
    JSONWriter.integer(total, into: &output)
    output.append(literal: ",\"load_duration\":0,\"prompt_eval_count\":")
    JSONWriter.integer(usage.input, into: &output)
    output.append(literal: ",\"prompt_eval_duration\":")
    JSONWriter.integer(silence, into: &output)
    output.append(literal: ",\"eval_count\":")
    JSONWriter.integer(usage.output, into: &output)
    output.append(literal: ",\"eval_duration\":")
    // Clients divide by it.
    JSONWriter.integer(max(total - silence, 1), into: &output)
    output.append(UInt8(ascii: "}"))
  }

  private var doneReason: StaticString {
    if isSatisfied { return "stop" }
    return switch finishReason {
    case .maxTokens: "length"
    case .filtered: "content_filter"
    case .stop, .unnamed, .malformedCall, nil: "stop"
    }
  }
}
