extension Grounding.Citation {
  /// Appends the members that OpenAI's APIs have for it, without braces.
  func write(into output: inout [UInt8]) {
    output.append(literal: "\"start_index\":")
    JSONWriter.integer(start, into: &output)
    output.append(literal: ",\"end_index\":")
    JSONWriter.integer(end, into: &output)
    output.append(literal: ",\"url\":")
    JSONWriter.string(url, into: &output)
    output.append(literal: ",\"title\":")
    JSONWriter.string(title, into: &output)
  }
}

/// Writes what an answer cites and how likely its tokens were, in OpenAI's form.
enum ChatAnnotations {
  /// Appends the array of citations; nothing if there is none. `text` is the answer in UTF-8.
  static func write(grounding: UnsafeRawBufferPointer, text: [UInt8], into output: inout [UInt8]) {
    guard let view = try? JSONDocument.parse(Array(grounding)) else { return }
    let citations = Grounding(view, text: text).citations
    guard !citations.isEmpty else { return }
    output.append(UInt8(ascii: "["))
    for (position, citation) in citations.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      output.append(literal: "{\"type\":\"url_citation\",\"url_citation\":{")
      citation.write(into: &output)
      output.append(literal: "}}")
    }
    output.append(UInt8(ascii: "]"))
  }

  /// Appends the tokens of `logprobsResult`, separated by commas, without brackets.
  static func write(logprobs: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    guard let view = try? JSONDocument.parse(Array(logprobs)) else { return }
    var tops = view["topCandidates"].map { Array($0.elements) } ?? []
    tops.reverse()
    var isFirst = true
    for chosen in view["chosenCandidates"].map({ Array($0.elements) }) ?? [] {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      open(chosen, into: &output)
      output.append(literal: ",\"top_logprobs\":[")
      for (position, candidate) in (tops.popLast()?["candidates"].map { Array($0.elements) } ?? []).enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        open(candidate, into: &output)
        output.append(UInt8(ascii: "}"))
      }
      output.append(literal: "]}")
    }
  }

  private static func open(_ candidate: JSONView, into output: inout [UInt8]) {
    let token = candidate["token"]?.string ?? ""
    output.append(literal: "{\"token\":")
    JSONWriter.string(token, into: &output)
    output.append(literal: ",\"logprob\":")
    if let number = candidate["logProbability"], number.kind == .number {
      number.write(into: &output)
    } else {
      // Left out where it is zero: the token was certain.
      output.append(UInt8(ascii: "0"))
    }
    output.append(literal: ",\"bytes\":[")
    for (position, byte) in token.utf8.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      JSONWriter.integer(Int(byte), into: &output)
    }
    output.append(UInt8(ascii: "]"))
  }
}
