extension ResponsesEncoder {
  mutating func encode(_ part: ChunkPart, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    textSignature.sign(part, payload)
    if let signature = part.thoughtSignature, !signature.isEmpty, items.open == .reasoning {
      items.signature.removeAll(keepingCapacity: true)
      JSONWriter.verbatim(signature, of: payload, into: &items.signature)
    }
    if let text = part.text, !text.isEmpty {
      if part.isThought { thought(text, payload, into: &output) } else { self.text(text, payload, into: &output) }
    }
    if let call = part.call { self.call(call, signature: part.thoughtSignature, payload, into: &output) }
    if let extra = part.extra, !part.isThought { self.extra(extra, payload, into: &output) }
  }

  /// Ends an item before one of another kind: thoughts are where signatures go.
  private mutating func turn(to kind: ResponsesItems.Kind?, into output: inout [UInt8]) {
    hasOutput = true
    begin(into: &output)
    // Citations count from the beginning of the answer, which a second message does not have.
    if kind == .message, items.open != .message, !text.isEmpty { hasInsertions = true }
    guard items.open != kind else { return }
    items.close(keepsSignature: reply.wantsSignatures, into: &output)
    if kind == .message { tellOfSearch(into: &output) }
  }

  private mutating func thought(
    _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    guard reply.wantsThoughts else { return }
    turn(to: .reasoning, into: &output)
    items.append(.reasoning, into: &output) { JSONWriter.verbatim(text, of: payload, into: &$0) }
  }

  private mutating func text(
    _ text: JSONSlice, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    turn(to: .message, into: &output)
    if tracksText { JSONUnescape.append(ScannedBytes(payload).slice(text.start, text.end), to: &self.text) }
    textSignature.add(text, payload)
    items.append(.message, into: &output) { JSONWriter.verbatim(text, of: payload, into: &$0) }
  }

  // MARK: Calls

  private mutating func call(
    _ call: ChunkCall, signature: JSONSlice?, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    if reply.isLimitedToOneCall, callCount > 0 { return }
    let hadThoughts = items.open == .reasoning
    turn(to: nil, into: &output)
    let writer = ChatCallWriter(
      call: call, signature: signature, payload: payload, madeID: callIDSeed.id(at: callCount), tools: tools)
    callCount += 1
    if let signature, !signature.isEmpty {
      signatures.append(
        CallSignature(callID: writer.id, function: writer.text(call.name), signature: writer.text(signature)))
      if reply.wantsSignatures, !hadThoughts {
        var inside: [UInt8] = []
        JSONWriter.verbatim(signature, of: payload, into: &inside)
        items.signed(inside, into: &output)
      }
    }
    switch tools.forms.isEmpty ? nil : tools.forms[tools.names.client(writer.text(call.name))] {
    case .custom: custom(writer, into: &output)
    case .localShell: localShell(writer, into: &output)
    case .namespaced(let namespace, let name):
      function(writer, into: &output) { head in
        JSONWriter.string(name, into: &head)
        head.append(literal: ",\"namespace\":")
        JSONWriter.string(namespace, into: &head)
      }
    case nil: function(writer, into: &output) { writer.writeName(into: &$0) }
    }
  }

  private func head(_ id: String, _ type: StaticString, _ writer: ChatCallWriter) -> [UInt8] {
    var head = [UInt8](literal: "{\"id\":\"")
    head.append(contentsOf: id.utf8)
    head.append(literal: "\",\"type\":\"")
    head.append(literal: type)
    head.append(literal: "\",\"call_id\":")
    JSONWriter.string(writer.id, into: &head)
    return head
  }

  private mutating func function(
    _ writer: ChatCallWriter, into output: inout [UInt8], name: (inout [UInt8]) -> Void
  ) {
    let id = items.newID("fc")
    var words = [UInt8](literal: ",\"name\":")
    name(&words)
    var arguments = [UInt8](literal: "\"")
    writer.withArguments { JSONWriter.embed($0, into: &arguments) }
    arguments.append(UInt8(ascii: "\""))
    items.whole(
      id: id, head(id, "function_call", writer) + words, begun: [UInt8](literal: ",\"arguments\":\"\""),
      ended: [UInt8](literal: ",\"arguments\":") + arguments,
      told: ResponsesItems.Told(
        delta: "response.function_call_arguments.delta", done: "response.function_call_arguments.done",
        key: ",\"arguments\":", text: arguments, more: words),
      into: &output)
  }

  private mutating func custom(_ writer: ChatCallWriter, into output: inout [UInt8]) {
    let id = items.newID("ctc")
    var head = head(id, "custom_tool_call", writer)
    head.append(literal: ",\"name\":")
    writer.writeName(into: &head)
    var input: [UInt8] = []
    writer.withArguments { arguments in
      if let view = try? JSONDocument.parse(Array(arguments)), let text = view["input"]?.text {
        text.write(into: &input)
      } else {
        // The model did not keep to the one argument; the client gets what there is.
        JSONWriter.string(arguments, into: &input)
      }
    }
    items.whole(
      id: id, head, begun: [UInt8](literal: ",\"input\":\"\""), ended: [UInt8](literal: ",\"input\":") + input,
      told: ResponsesItems.Told(
        delta: "response.custom_tool_call_input.delta", done: "response.custom_tool_call_input.done",
        key: ",\"input\":", text: input),
      into: &output)
  }

  private mutating func localShell(_ writer: ChatCallWriter, into output: inout [UInt8]) {
    let id = items.newID("lsh")
    var action = [UInt8](literal: ",\"action\":{\"type\":\"exec\",\"env\":{}")
    writer.withArguments { arguments in
      guard let view = try? JSONDocument.parse(Array(arguments)) else { return }
      for key: StaticString in ["command", "working_directory", "timeout_ms"] {
        guard let value = view[key] else { continue }
        action.append(literal: ",\"")
        action.append(literal: key)
        action.append(literal: "\":")
        value.write(into: &action)
      }
    }
    action.append(UInt8(ascii: "}"))
    items.whole(
      id: id, head(id, "local_shell_call", writer), begun: action, ended: action, into: &output)
  }

  // MARK: Images and code

  private mutating func extra(
    _ extra: ChunkExtra, _ payload: UnsafeRawBufferPointer, into output: inout [UInt8]
  ) {
    guard case .media(let type, let data) = extra else {
      turn(to: .message, into: &output)
      hasInsertions = true
      return items.append(.message, into: &output) { extra.writeFenced(payload, into: &$0) }
    }
    // This API has a place for images only.
    guard ScannedBytes(payload).slice(type.start, type.end).starts(with: "image".utf8) else { return }
    turn(to: nil, into: &output)
    let id = items.newID("ig")
    var head = [UInt8](literal: "{\"id\":\"")
    head.append(contentsOf: id.utf8)
    head.append(literal: "\",\"type\":\"image_generation_call\"")
    var result = [UInt8](literal: ",\"result\":\"")
    JSONWriter.verbatim(data, of: payload, into: &result)
    result.append(UInt8(ascii: "\""))
    items.whole(
      id: id, head, begun: [UInt8](literal: ",\"result\":null"), ended: result, into: &output)
  }
}
