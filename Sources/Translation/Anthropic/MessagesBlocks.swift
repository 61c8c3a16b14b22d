/// The content of a Messages answer, block after block: as events of a stream, or gathered for a whole answer.
///
/// One block is open at a time, their numbers have no gaps, and a block that was closed gets nothing more.
struct MessagesBlocks {
  enum Kind {
    case text, thinking
  }

  let isStreaming: Bool
  private(set) var count = 0
  private(set) var open: Kind?
  /// The blocks of a whole answer so far, separated by commas.
  private(set) var whole: [UInt8] = []
  /// The inside of the open block's string, for a whole answer.
  private var inside: [UInt8] = []
  /// What stands before the text of each event of the open block.
  private var opening: [UInt8] = []
  /// What signs the open thoughts, as the inside of a JSON string.
  var signature: [UInt8] = []
  /// Whether a signature of Gemini's has gone out.
  private(set) var hasSigned = false

  init(isStreaming: Bool) {
    self.isStreaming = isStreaming
  }

  // MARK: Text and thoughts

  /// Appends what `write` appends, the inside of a JSON string, to a block of this kind.
  mutating func append(_ kind: Kind, into output: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    if open != kind { begin(kind, into: &output) }
    guard isStreaming else { return write(&inside) }
    output.append(contentsOf: opening)
    write(&output)
    output.append(literal: "\"}}\n\n")
  }

  mutating func begin(_ kind: Kind, into output: inout [UInt8]) {
    close(into: &output)
    open = kind
    guard isStreaming else { return }
    start(into: &output)
    output.append(
      literal: kind == .text
        ? "{\"type\":\"text\",\"text\":\"\"}}\n\n" : "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}\n\n"
    )
    opening.removeAll(keepingCapacity: true)
    delta(into: &opening)
    opening.append(
      literal: kind == .text ? "{\"type\":\"text_delta\",\"text\":\"" : "{\"type\":\"thinking_delta\",\"thinking\":\"")
  }

  /// Closes the open block; `citations`, a list of objects, belong to a text.
  mutating func close(citing citations: [[UInt8]] = [], into output: inout [UInt8]) {
    guard let kind = open else { return }
    open = nil
    if kind == .thinking, signature.isEmpty {
      signature.append(contentsOf: MessagesEncoder.unsigned.utf8)
    } else if kind == .thinking {
      hasSigned = true
    }
    if isStreaming {
      closeStreamed(kind, citations, into: &output)
    } else {
      closeWhole(kind, citations)
    }
    signature.removeAll(keepingCapacity: true)
    count += 1
  }

  private func closeStreamed(_ kind: Kind, _ citations: [[UInt8]], into output: inout [UInt8]) {
    if kind == .thinking {
      delta(into: &output)
      output.append(literal: "{\"type\":\"signature_delta\",\"signature\":\"")
      output.append(contentsOf: signature)
      output.append(literal: "\"}}\n\n")
    }
    for citation in citations {
      delta(into: &output)
      output.append(literal: "{\"type\":\"citations_delta\",\"citation\":")
      output.append(contentsOf: citation)
      output.append(literal: "}}\n\n")
    }
    stop(into: &output)
  }

  private mutating func closeWhole(_ kind: Kind, _ citations: [[UInt8]]) {
    if count > 0 { whole.append(UInt8(ascii: ",")) }
    whole.append(
      literal: kind == .text ? "{\"type\":\"text\",\"text\":\"" : "{\"type\":\"thinking\",\"thinking\":\"")
    whole.append(contentsOf: inside)
    inside.removeAll(keepingCapacity: true)
    if kind == .thinking {
      whole.append(literal: "\",\"signature\":\"")
      whole.append(contentsOf: signature)
    }
    whole.append(UInt8(ascii: "\""))
    if !citations.isEmpty {
      whole.append(literal: ",\"citations\":[")
      whole.append(contentsOf: citations.joined(separator: [UInt8(ascii: ",")]))
      whole.append(UInt8(ascii: "]"))
    }
    whole.append(UInt8(ascii: "}"))
  }

  // MARK: Calls and other blocks

  /// Appends a block for a call. `head` is the block up to its input, which `input` says.
  mutating func call(_ head: [UInt8], input: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    close(into: &output)
    if isStreaming {
      start(into: &output)
      output.append(contentsOf: head)
      output.append(literal: "{}}}\n\n")
      delta(into: &output)
      output.append(literal: "{\"type\":\"input_json_delta\",\"partial_json\":\"")
      JSONWriter.embed(input, into: &output)
      output.append(literal: "\"}}\n\n")
      stop(into: &output)
    } else {
      if count > 0 { whole.append(UInt8(ascii: ",")) }
      whole.append(contentsOf: head)
      whole.append(contentsOf: input)
      whole.append(UInt8(ascii: "}"))
    }
    count += 1
  }

  /// Appends a block that comes in one piece.
  mutating func block(_ block: [UInt8], into output: inout [UInt8]) {
    close(into: &output)
    if isStreaming {
      start(into: &output)
      output.append(contentsOf: block)
      output.append(literal: "}\n\n")
      stop(into: &output)
    } else {
      if count > 0 { whole.append(UInt8(ascii: ",")) }
      whole.append(contentsOf: block)
    }
    count += 1
  }

  // MARK: Events

  private func start(into output: inout [UInt8]) {
    output.append(literal: "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":")
    JSONWriter.integer(count, into: &output)
    output.append(literal: ",\"content_block\":")
  }

  private func delta(into output: inout [UInt8]) {
    output.append(literal: "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":")
    JSONWriter.integer(count, into: &output)
    output.append(literal: ",\"delta\":")
  }

  private func stop(into output: inout [UInt8]) {
    output.append(literal: "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":")
    JSONWriter.integer(count, into: &output)
    output.append(literal: "}\n\n")
  }
}
