internal import Server

/// Writes an answer in the form of one of the three services (protocol 3.3, 3.4 and 11).
struct ReplyEncoder {
  let call: GenerateCall
  let answer: Answer
  let traceID = TraceID.new()
  private let responseID = "sim\(TraceID.new())"
  private let promptTokens: Int

  init(_ call: GenerateCall, _ answer: Answer) {
    self.call = call
    self.answer = answer
    promptTokens = TokenCount.prompt(call.request)
  }

  func fields(contentType: String) -> HTTPFields {
    var fields = HTTPFields.frontEnd(traceID: call.surface == .codeAssist ? traceID : nil)
    fields.append("Content-Type", contentType)
    return fields
  }

  var eventCount: Int { answer.chunks.count }

  /// One event, without what frames it.
  func event(_ index: Int) -> GoogleJSON {
    let isLast = index == eventCount - 1
    return envelope(response([answer.chunks[index]], last: answer.chunks[index], isLast: isLast, isWhole: false))
  }

  /// The whole answer.
  func whole() -> GoogleJSON {
    guard let last = answer.chunks.last else { return envelope([:]) }
    return envelope(response(answer.chunks, last: last, isLast: true, isWhole: true))
  }

  private func envelope(_ response: GoogleJSON) -> GoogleJSON {
    guard call.surface == .codeAssist else { return response }
    return .members([
      "response": answer.hasNoResponse ? nil : response, "traceId": .string(traceID), "metadata": [:],
    ])
  }

  private func response(_ chunks: [AnswerChunk], last: AnswerChunk, isLast: Bool, isWhole: Bool) -> GoogleJSON {
    let feedback: GoogleJSON? = answer.blockReason.map {
      ["blockReason": .string($0), "blockReasonMessage": "The prompt was blocked."]
    }
    let hasCandidates = feedback == nil && !answer.hasNoCandidates
    let count = call.config["candidate_count"]?.int ?? 1
    let candidates = (0..<count).map { candidate($0, chunks, last, isWhole: isWhole) }
    let isDated = call.surface == .vertex || isWhole && call.surface == .codeAssist
    return .members([
      "candidates": hasCandidates ? .array(candidates) : nil, "promptFeedback": feedback,
      "usageMetadata": usage(last, isLast: isLast), "modelVersion": .string(call.model.name),
      "createTime": isDated ? "2026-01-10T01:55:33.450396Z" : nil, "responseId": .string(responseID),
    ])
  }

  private func candidate(
    _ index: Int, _ chunks: [AnswerChunk], _ last: AnswerChunk, isWhole: Bool
  ) -> GoogleJSON {
    let parts = isWhole ? Self.merged(chunks.flatMap(\.parts)) : chunks.flatMap(\.parts)
    let partList: GoogleJSON? = parts.isEmpty ? nil : .array(parts)
    let isPublic = call.surface == .aiStudio
    let content: GoogleJSON =
      isPublic
      ? .members(["parts": partList, "role": "model"]) : .members(["role": "model", "parts": partList])
    let isNumbered = isPublic || index > 0
    let candidate = GoogleJSON.members([
      "content": content, "finishReason": last.finishReason.map { .string($0) },
      "finishMessage": last.finishMessage.map { .string($0) }, "index": isNumbered ? .int(index) : nil,
      "avgLogprobs": isWhole && !isPublic ? .number("-0.5") : nil,
      "logprobsResult": call.wantsLogprobs
        ? TokenLikelihoods.result(of: chunks.flatMap(\.parts), alternatives: call.config["logprobs"]?.int ?? 0) : nil,
    ])
    guard case .object(let members) = candidate else { return candidate }
    return .object(members + last.extras)
  }

  /// Texts that follow each other are one part in a whole answer; signed ones stay apart.
  private static func merged(_ parts: [GoogleJSON]) -> [GoogleJSON] {
    var result: [GoogleJSON] = []
    var run = ""
    var isThought = false
    func endRun() {
      if !run.isEmpty { result.append(isThought ? ["thought": true, "text": .string(run)] : ["text": .string(run)]) }
      run = ""
    }
    for part in parts {
      if let text = part["text"]?.text, part["thoughtSignature"] == nil {
        if isThought != (part["thought"] != nil) {
          endRun()
          isThought.toggle()
        }
        run += text
      } else {
        endRun()
        result.append(part)
      }
    }
    endRun()
    return result
  }

  private func usage(_ chunk: AnswerChunk, isLast: Bool) -> GoogleJSON {
    let traffic: GoogleJSON? = call.surface == .vertex || answer.countsLast ? "ON_DEMAND" : nil
    if (call.surface == .vertex || answer.countsLast) && !isLast { return .members(["trafficType": traffic]) }
    let candidates = chunk.textTokens * (call.config["candidate_count"]?.int ?? 1)
    func details(_ count: Int) -> GoogleJSON? {
      isLast && count > 0 ? [["modality": "TEXT", "tokenCount": .int(count)]] : nil
    }
    return .members([
      "promptTokenCount": .int(promptTokens), "candidatesTokenCount": candidates > 0 ? .int(candidates) : nil,
      "totalTokenCount": .int(promptTokens + candidates + chunk.thoughtTokens), "trafficType": traffic,
      "promptTokensDetails": details(promptTokens), "candidatesTokensDetails": details(candidates),
      "thoughtsTokenCount": chunk.thoughtTokens > 0 ? .int(chunk.thoughtTokens) : nil,
    ])
  }
}
