/// Writes the answer to a completions request, as chunks or whole. Thoughts are no part of it.
package struct CompletionsEncoder: ResponseEncoder {
  package static var heartbeat: StaticString { ": keep-alive\n\n" }
  package static var streamContentType: StaticString { "text/event-stream" }

  package private(set) var hasOutput = false
  package private(set) var usage = Usage()
  package private(set) var modelVersion: String?

  private let isStreaming: Bool
  private let includesUsage: Bool
  private let head: [UInt8]
  private let echo: [UInt8]
  private let stop: StopFilter?
  private let earlier: AnswerSeries
  /// How many choices a prompt has.
  private let count: Int
  private var chunk = ChunkView()
  /// In the order of their indices.
  private var choices: [CompletionChoice] = []
  private var hasEnded = false

  init(request: GenerateRequest, context: RequestContext) {
    isStreaming = request.isStreaming
    includesUsage = request.reply.includesUsage
    echo = request.reply.echo
    stop = StopFilter(request.reply.stops)
    earlier = request.reply.series
    count = request.generationConfig.candidateCount ?? 1
    head = context.head(id: "cmpl-", object: "text_completion", model: request.requestedModel)
  }

  package var isComplete: Bool { !choices.isEmpty && choices.allSatisfy { $0.finishReason != nil } }

  package var isEmpty: Bool { isComplete && !hasOutput && choices.allSatisfy { $0.finishReason?.isOfItsOwn ?? false } }

  package var unnamedReason: FinishReason.Unnamed? { choices.lazy.compactMap(\.finishReason?.unnamed).first }

  package var series: AnswerSeries {
    var series = earlier
    series.choices += max(count, choices.last.map { $0.index + 1 } ?? 0)
    series.usage.add(usage)
    guard !isStreaming else { return series }
    for choice in endedChoices {
      if !series.written.isEmpty { series.written.append(UInt8(ascii: ",")) }
      write(choice.text, choice, finish: choice.finish, into: &series.written)
    }
    return series
  }

  package mutating func consume(
    _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) throws(TranslationError) {
    guard !hasEnded else { return }
    try chunk.read(payload)
    usage.merge(chunk.usage)
    if modelVersion == nil { modelVersion = chunk.modelVersion?.text(in: payload) }
    for candidate in chunk.candidates where candidate.logprobs != nil || candidate.finishReason != nil {
      let choice = position(of: candidate.index)
      if let range = candidate.logprobs {
        choices[choice].logprobs.add(UnsafeRawBufferPointer(rebasing: payload[range]))
      }
      if let reason = candidate.finishReason { choices[choice].finishReason = reason }
    }
    for part in chunk.parts where !part.isThought {
      guard let text = part.text, !text.isEmpty else { continue }
      let choice = position(of: chunk.candidates[part.candidate].index)
      hasOutput = true
      if choices[choice].stop == nil {
        begin(choice, into: &output)
        var inside: [UInt8] = []
        JSONWriter.verbatim(text, of: payload, into: &inside)
        add(inside, choice, into: &output)
      } else {
        var plain: [UInt8] = []
        JSONUnescape.append(ScannedBytes(payload).slice(text.start, text.end), to: &plain)
        show(choices[choice].stop?.feed(plain) ?? [], choice, into: &output)
      }
    }
    if chunk.promptRefusal(payload) != nil { choices[position(of: 0)].finishReason = .filtered }
  }

  package mutating func finish(into output: inout [UInt8]) {
    guard isStreaming, !hasEnded else { return }
    guard isComplete else { return fail(.endedWithoutReason, into: &output) }
    hasEnded = true
    for choice in choices.indices {
      if let rest = choices[choice].stop?.flush() { show(rest, choice, into: &output) }
      begin(choice, into: &output)
      chunk([], choices[choice], finish: choices[choice].finish, into: &output)
    }
    guard earlier.isLast else { return }
    if includesUsage {
      open(into: &output)
      output.append(literal: "],\"usage\":")
      series.usage.writeOpenAI(into: &output)
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

  package mutating func whole(into output: inout [UInt8]) {
    let series = series
    output.append(UInt8(ascii: "{"))
    output.append(contentsOf: head)
    output.append(literal: ",\"choices\":[")
    output.append(contentsOf: series.written)
    output.append(literal: "],\"usage\":")
    series.usage.writeOpenAI(into: &output)
    output.append(UInt8(ascii: "}"))
  }

  /// The choices of a whole answer with all their text.
  private var endedChoices: [CompletionChoice] {
    var encoder = self
    var nothing: [UInt8] = []
    for choice in choices.indices {
      if let rest = encoder.choices[choice].stop?.flush() { encoder.show(rest, choice, into: &nothing) }
      encoder.begin(choice, into: &nothing)
    }
    return encoder.choices
  }

  // MARK: - Text

  /// Appends what stands before the text, once.
  private mutating func begin(_ choice: Int, into output: inout [UInt8]) {
    guard !choices[choice].hasBegun else { return }
    choices[choice].hasBegun = true
    if !echo.isEmpty { add(echo, choice, into: &output, withLogprobs: false) }
  }

  private mutating func show(_ plain: [UInt8], _ choice: Int, into output: inout [UInt8]) {
    guard !plain.isEmpty else { return }
    begin(choice, into: &output)
    var inside: [UInt8] = []
    plain.withUnsafeBytes { JSONWriter.escape($0, into: &inside) }
    add(inside, choice, into: &output)
  }

  private mutating func add(
    _ inside: [UInt8], _ choice: Int, into output: inout [UInt8], withLogprobs: Bool = true
  ) {
    guard isStreaming else { return choices[choice].text += inside }
    var shown = choices[choice]
    if withLogprobs { choices[choice].logprobs.clear() } else { shown.logprobs.clear() }
    chunk(inside, shown, finish: nil, into: &output)
  }

  // MARK: - Chunks

  private func open(into output: inout [UInt8]) {
    output.append(literal: "data: {")
    output.append(contentsOf: head)
    output.append(literal: ",\"choices\":[")
  }

  private func chunk(
    _ inside: [UInt8], _ choice: CompletionChoice, finish: StaticString?, into output: inout [UInt8]
  ) {
    open(into: &output)
    write(inside, choice, finish: finish, into: &output)
    output.append(literal: "]}\n\n")
  }

  private func write(
    _ inside: [UInt8], _ choice: CompletionChoice, finish: StaticString?, into output: inout [UInt8]
  ) {
    output.append(literal: "{\"text\":\"")
    output.append(contentsOf: inside)
    output.append(literal: "\",\"index\":")
    JSONWriter.integer(earlier.choices + choice.index, into: &output)
    output.append(literal: ",\"logprobs\":")
    choice.logprobs.write(into: &output)
    output.append(literal: ",\"finish_reason\":")
    if let finish {
      output.append(UInt8(ascii: "\""))
      output.append(literal: finish)
      output.append(literal: "\"}")
    } else {
      output.append(literal: "null}")
    }
  }

  /// Where the choice with this index is, made if it is new.
  private mutating func position(of index: Int) -> Int {
    let position = choices.firstIndex { $0.index >= index } ?? choices.count
    if position == choices.count || choices[position].index != index {
      var plain: [UInt8] = []
      echo.withUnsafeBytes { JSONUnescape.append(ScannedBytes($0).slice(0, echo.count), to: &plain) }
      let logprobs = CompletionLogprobs(offset: String(decoding: plain, as: UTF8.self).unicodeScalars.count)
      choices.insert(CompletionChoice(index: index, logprobs: logprobs, stop: stop), at: position)
    }
    return position
  }
}
