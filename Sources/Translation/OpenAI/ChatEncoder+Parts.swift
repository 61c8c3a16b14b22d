extension ChatEncoder {
  mutating func encode(_ part: ChunkPart, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    let choice = position(of: chunk.candidates[part.candidate].index)
    if let signature = part.thoughtSignature, !signature.isEmpty, part.call == nil, part.extra == nil, !part.isThought {
      choices[choice].textSignature = signature.text(in: payload)
    }
    if let text = part.text, !text.isEmpty {
      self.text(part, text, payload, choice, into: &output)
    }
    if let call = part.call {
      self.call(call, signature: part.thoughtSignature, payload, choice, into: &output)
    }
    if let extra = part.extra, !part.isThought {
      self.extra(extra, signature: part.thoughtSignature, payload, choice, into: &output)
    }
  }

  private mutating func text(
    _ part: ChunkPart, _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, _ choice: Int,
    into output: inout [UInt8]
  ) {
    hasOutput = true
    if part.isThought {
      if tagsThoughts { return taggedThought(text, payload, choice, into: &output) }
      guard isStreaming else { return JSONWriter.verbatim(text, of: payload, into: &choices[choice].reasoning) }
      begin(choice, into: &output)
      openDelta(choices[choice].index, into: &output)
      output.append(literal: "\"reasoning_content\":\"")
      JSONWriter.verbatim(text, of: payload, into: &output)
      return output.append(literal: "\"},\"finish_reason\":null}]}\n\n")
    }
    if choices[choice].isInTags { closeTag(choice, into: &output) }
    if stop != nil { return filtered(text, payload, choice, into: &output) }
    choices[choice].hasContent = true
    if !choices[choice].fingerprint.isFull { note(text, payload, choice) }
    if tracksText { JSONUnescape.append(ScannedBytes(payload).slice(text.start, text.end), to: &choices[choice].text) }
    if !isStreaming || speaks { JSONWriter.verbatim(text, of: payload, into: &choices[choice].content) }
    guard isStreaming else { return }
    begin(choice, into: &output)
    output.append(contentsOf: choices[choice].opening)
    JSONWriter.verbatim(text, of: payload, into: &output)
    guard chunk.candidates[part.candidate].logprobs != nil else {
      return output.append(literal: "\"},\"finish_reason\":null}]}\n\n")
    }
    output.append(literal: "\"}")
    if let range = chunk.candidates[part.candidate].logprobs {
      // Once, with the first text of the chunk.
      chunk.candidates[part.candidate].logprobs = nil
      output.append(literal: ",\"logprobs\":{\"content\":[")
      ChatAnnotations.write(logprobs: UnsafeRawBufferPointer(rebasing: payload[range]), into: &output)
      output.append(literal: "],\"refusal\":null}")
    }
    output.append(literal: ",\"finish_reason\":null}]}\n\n")
  }

  private mutating func note(_ text: JSONSlice, _ payload: UnsafeRawBufferPointer, _ choice: Int) {
    let raw = ScannedBytes(payload).slice(text.start, text.end)
    guard text.hasEscapes else { return choices[choice].fingerprint.add(raw) }
    var plain: [UInt8] = []
    JSONUnescape.append(raw, to: &plain)
    choices[choice].fingerprint.add(plain)
  }

  private mutating func call(
    _ call: ChunkCall, signature: JSONSlice?, _ payload: UnsafeRawBufferPointer, _ choice: Int,
    into output: inout [UInt8]
  ) {
    if isLimitedToOneCall || usesFunctionCall, choices[choice].callCount > 0 { return }
    if choices[choice].stop?.matched != nil { return }
    hasOutput = true
    endText(choice, into: &output)
    let writer = ChatCallWriter(
      call: call, signature: signature, payload: payload, madeID: callIDSeed.id(at: callCount), tools: tools)
    callCount += 1
    if let signature, !signature.isEmpty {
      signatures.append(
        CallSignature(
          callID: writer.id, function: writer.text(call.name), signature: writer.text(signature)))
    }
    if isStreaming {
      begin(choice, into: &output)
      openDelta(choices[choice].index, into: &output)
      if usesFunctionCall {
        output.append(literal: "\"function_call\":")
        writer.writeFunction(into: &output)
        output.append(literal: "},\"finish_reason\":null}]}\n\n")
      } else {
        output.append(literal: "\"tool_calls\":[")
        writer.write(index: choices[choice].callCount, into: &output)
        output.append(literal: "]},\"finish_reason\":null}]}\n\n")
      }
    } else if usesFunctionCall {
      writer.writeFunction(into: &choices[choice].calls)
    } else {
      if choices[choice].callCount > 0 { choices[choice].calls.append(UInt8(ascii: ",")) }
      writer.write(index: nil, into: &choices[choice].calls)
    }
    choices[choice].callCount += 1
  }

  // MARK: Images and code

  private mutating func extra(
    _ extra: ChunkExtra, signature: JSONSlice?, _ payload: UnsafeRawBufferPointer, _ choice: Int,
    into output: inout [UInt8]
  ) {
    if choices[choice].stop?.matched != nil { return }
    endText(choice, into: &output)
    switch extra {
    case .media(let type, let data):
      let name = ScannedBytes(payload).slice(type.start, type.end)
      if name.starts(with: "image".utf8) {
        image(type, data, signature, payload, choice, into: &output)
      } else if speaks, name.starts(with: "audio".utf8) {
        audio(type, data, payload, choice, into: &output)
      }
    case .code(let language, let source):
      let isPython = ScannedBytes(payload).equals(language.start, language.end, "PYTHON")
      fence(isPython ? "\\n```python\\n" : "\\n```\\n", source, payload, choice, into: &output)
    case .codeResult(let result): fence("\\n```\\n", result, payload, choice, into: &output)
    }
  }

  private mutating func image(
    _ type: JSONSlice, _ data: JSONSlice, _ signature: JSONSlice?, _ payload: UnsafeRawBufferPointer, _ choice: Int,
    into output: inout [UInt8]
  ) {
    hasOutput = true
    let index = choices[choice].imageCount
    choices[choice].imageCount += 1
    func write(into output: inout [UInt8]) {
      output.append(literal: "{\"index\":")
      JSONWriter.integer(index, into: &output)
      output.append(literal: ",\"type\":\"image_url\",\"image_url\":{\"url\":\"data:")
      JSONWriter.verbatim(type, of: payload, into: &output)
      output.append(literal: ";base64,")
      JSONWriter.verbatim(data, of: payload, into: &output)
      output.append(literal: "\"}")
      if let signature, !signature.isEmpty {
        output.append(literal: ",\"extra_content\":{\"google\":{\"thought_signature\":\"")
        JSONWriter.verbatim(signature, of: payload, into: &output)
        output.append(literal: "\"}}")
      }
      output.append(UInt8(ascii: "}"))
    }
    guard isStreaming else {
      if index > 0 { choices[choice].images.append(UInt8(ascii: ",")) }
      return write(into: &choices[choice].images)
    }
    begin(choice, into: &output)
    openDelta(choices[choice].index, into: &output)
    output.append(literal: "\"images\":[")
    write(into: &output)
    output.append(literal: "]},\"finish_reason\":null}]}\n\n")
  }

  /// Code and what it printed, as text in a fence.
  private mutating func fence(
    _ opening: StaticString, _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, _ choice: Int,
    into output: inout [UInt8]
  ) {
    hasOutput = true
    choices[choice].hasContent = true
    func write(into output: inout [UInt8]) {
      output.append(literal: opening)
      JSONWriter.verbatim(text, of: payload, into: &output)
      output.append(literal: "\\n```\\n")
    }
    guard isStreaming else { return write(into: &choices[choice].content) }
    begin(choice, into: &output)
    openDelta(choices[choice].index, into: &output)
    output.append(literal: "\"content\":\"")
    write(into: &output)
    output.append(literal: "\"},\"finish_reason\":null}]}\n\n")
  }
}
