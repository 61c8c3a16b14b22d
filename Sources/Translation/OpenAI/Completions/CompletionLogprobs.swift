/// How likely the tokens of a completion were, in the form of OpenAI's older API: four lists, one entry a token.
struct CompletionLogprobs: Sendable {
  private var tokens: [UInt8] = []
  private var values: [UInt8] = []
  private var tops: [UInt8] = []
  private var offsets: [UInt8] = []
  /// Where the next token begins, in characters (Unicode scalars) of the text.
  private var offset: Int

  /// `offset` is the length of what stands before the answer.
  init(offset: Int) {
    self.offset = offset
  }

  var isEmpty: Bool { tokens.isEmpty }

  /// Adds the tokens of Gemini's `logprobsResult`.
  mutating func add(_ result: UnsafeRawBufferPointer) {
    guard let view = try? JSONDocument.parse(Array(result)) else { return }
    var alternatives = view["topCandidates"].map { Array($0.elements) } ?? []
    alternatives.reverse()
    for chosen in view["chosenCandidates"].map({ Array($0.elements) }) ?? [] {
      if !isEmpty {
        for list in [\Self.tokens, \.values, \.tops, \.offsets] { self[keyPath: list].append(UInt8(ascii: ",")) }
      }
      let token = chosen["token"]?.string ?? ""
      JSONWriter.string(token, into: &tokens)
      Self.logprob(of: chosen, into: &values)
      tops.append(UInt8(ascii: "{"))
      for (position, candidate) in (alternatives.popLast()?["candidates"].map { Array($0.elements) } ?? []).enumerated()
      {
        if position > 0 { tops.append(UInt8(ascii: ",")) }
        JSONWriter.string(candidate["token"]?.string ?? "", into: &tops)
        tops.append(UInt8(ascii: ":"))
        Self.logprob(of: candidate, into: &tops)
      }
      tops.append(UInt8(ascii: "}"))
      JSONWriter.integer(offset, into: &offsets)
      offset += token.unicodeScalars.count
    }
  }

  private static func logprob(of candidate: JSONView, into output: inout [UInt8]) {
    guard let number = candidate["logProbability"], number.kind == .number else {
      // Left out where it is zero: the token was certain.
      return output.append(UInt8(ascii: "0"))
    }
    number.write(into: &output)
  }

  /// Appends the lists, or `null` where there is nothing in them.
  func write(into output: inout [UInt8]) {
    guard !isEmpty else { return output.append(literal: "null") }
    output.append(literal: "{\"tokens\":[")
    output.append(contentsOf: tokens)
    output.append(literal: "],\"token_logprobs\":[")
    output.append(contentsOf: values)
    output.append(literal: "],\"top_logprobs\":[")
    output.append(contentsOf: tops)
    output.append(literal: "],\"text_offset\":[")
    output.append(contentsOf: offsets)
    output.append(literal: "]}")
  }

  /// Forgets what has been written; the next token begins where the last one ended.
  mutating func clear() {
    self = CompletionLogprobs(offset: offset)
  }
}
