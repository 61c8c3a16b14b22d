extension MessagesEncoder {
  mutating func encode(_ part: ChunkPart, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    textSignature.sign(part, payload)
    if let signature = part.thoughtSignature, !signature.isEmpty, blocks.open == .thinking {
      blocks.signature.removeAll(keepingCapacity: true)
      JSONWriter.verbatim(signature, of: payload, into: &blocks.signature)
    }
    if let text = part.text, !text.isEmpty {
      if part.isThought { thought(text, payload, into: &output) } else { self.text(text, payload, into: &output) }
    }
    if let call = part.call { self.call(call, signature: part.thoughtSignature, payload, into: &output) }
    if let extra = part.extra, !part.isThought { self.extra(extra, payload, into: &output) }
  }

  private mutating func thought(
    _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    guard reply.wantsThoughts else { return }
    endText(into: &output)
    guard stop?.matched == nil else { return }
    hasOutput = true
    begin(into: &output)
    if reply.omitsThoughts {
      if blocks.open != .thinking { blocks.begin(.thinking, into: &output) }
      return
    }
    blocks.append(.thinking, into: &output) { JSONWriter.verbatim(text, of: payload, into: &$0) }
  }

  private mutating func text(
    _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    hasOutput = true
    begin(into: &output)
    guard stop == nil, !tracksText else {
      var plain: [UInt8] = []
      JSONUnescape.append(ScannedBytes(payload).slice(text.start, text.end), to: &plain)
      return show(stop?.feed(plain) ?? plain, into: &output)
    }
    textSignature.add(text, payload)
    blocks.append(.text, into: &output) { JSONWriter.verbatim(text, of: payload, into: &$0) }
  }

  private mutating func show(_ plain: [UInt8], into output: inout [UInt8]) {
    guard !plain.isEmpty else { return }
    textSignature.add(plain)
    if tracksText { text += plain }
    blocks.append(.text, into: &output) { inside in plain.withUnsafeBytes { JSONWriter.escape($0, into: &inside) } }
  }

  /// Shows what was held back because it might have become a stop sequence.
  mutating func endText(into output: inout [UInt8]) {
    if let rest = stop?.flush() { show(rest, into: &output) }
  }

  // MARK: Calls

  private mutating func call(
    _ call: ChunkCall, signature: JSONSlice?, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    if reply.isLimitedToOneCall, callCount > 0 { return }
    endText(into: &output)
    if stop?.matched != nil { return }
    hasOutput = true
    begin(into: &output)
    let writer = ChatCallWriter(
      call: call, signature: signature, payload: payload, madeID: callIDSeed.id(at: callCount, prefix: "toolu_"),
      tools: tools)
    let id = Self.legal(writer.id)
    callCount += 1
    if let signature, !signature.isEmpty {
      signatures.append(
        CallSignature(callID: id, function: writer.text(call.name), signature: writer.text(signature)))
      carry(signature, payload, into: &output)
    }
    var head = [UInt8](literal: "{\"type\":\"tool_use\",\"id\":\"")
    head.append(contentsOf: id.utf8)
    head.append(literal: "\",\"name\":")
    writer.writeName(into: &head)
    head.append(literal: ",\"input\":")
    writer.withArguments { blocks.call(head, input: $0, into: &output) }
  }

  /// A signature without thoughts before it goes in a block of its own, where the client keeps such things.
  private mutating func carry(
    _ signature: JSONSlice, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    guard reply.wantsThoughts, blocks.open != .thinking, !blocks.hasSigned else { return }
    blocks.begin(.thinking, into: &output)
    JSONWriter.verbatim(signature, of: payload, into: &blocks.signature)
  }

  /// Anthropic's clients take ids of `[A-Za-z0-9_-]` only, and so do the histories that they send on to others.
  private static func legal(_ id: String) -> String {
    let bytes = id.utf8.map { byte in
      let isLegal =
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
      return isLegal ? byte : UInt8(ascii: "_")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Images and code

  private mutating func extra(
    _ extra: ChunkExtra, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    endText(into: &output)
    if stop?.matched != nil { return }
    hasOutput = true
    hasInsertions = true
    begin(into: &output)
    blocks.append(.text, into: &output) { inside in
      switch extra {
      case .media(let type, let data):
        // This API's answers have no place for an image but the text.
        inside.append(literal: "\\n![](data:")
        JSONWriter.verbatim(type, of: payload, into: &inside)
        inside.append(literal: ";base64,")
        JSONWriter.verbatim(data, of: payload, into: &inside)
        inside.append(literal: ")\\n")
      case .code, .codeResult: extra.writeFenced(payload, into: &inside)
      }
    }
  }
}
