/// Reads the messages of a chat-completions request, each for itself.
enum ChatMessageReader {
  static func messages(_ body: JSONView) throws(TranslationError) -> JSONElements {
    guard let messages = body["messages"], messages.kind == .array else {
      throw TranslationError(path: "messages", message: "must be an array of messages.")
    }
    return messages.elements
  }

  static func entry(
    _ message: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> ChatEntry {
    guard message.kind == .object else {
      throw TranslationError(path: message.path, message: "must be an object.")
    }
    guard let role = message["role"]?.text else {
      throw TranslationError(path: message.path(of: "role"), message: "must be a string.")
    }
    var parts = try parts(of: message, context: &context)
    if role == "system" || role == "developer" { return .system(parts) }
    if role == "assistant" || role == "model" {
      // Sound that was answered before is not kept here; what was said in writing besides is in the content.
      if message["audio"]?.kind == .object, parts.isEmpty { context.adjust(.dropped, "audio") }
      let calls = calls(of: message, context: &context)
      // Of a message with calls it is theirs.
      if calls.isEmpty, let signature = signature(of: message), ChatHistory.isSignature(signature),
        let last = parts.lastIndex(where: \.isText)
      {
        parts[last] = .signed(parts[last], signature: signature)
      }
      parts += try images(of: message, context: &context)
      return .assistant(parts, calls)
    }
    if role == "tool" || role == "function" {
      return .result(
        ChatEntry.Result(
          id: message["tool_call_id"]?.string.flatMap(Self.text).map { EmbeddedSignature.split($0).id },
          name: message["name"]?.string.flatMap(Self.text), text: joined(parts), media: parts.filter { !$0.isText },
          isError: message["is_error"]?.bool ?? false))
    }
    return .user(parts)
  }

  // MARK: Calls

  private static func calls(of message: JSONView, context: inout RequestContext) -> [ChatEntry.Call] {
    var calls: [ChatEntry.Call] = []
    for element in message["tool_calls"].map({ Array($0.elements) }) ?? [] {
      let function = element["function"] ?? element["custom"] ?? element
      guard let name = function["name"]?.string, !name.isEmpty else {
        context.adjust(.dropped, "tool_calls")
        continue
      }
      let id = element["id"]?.string.flatMap(Self.text).map(EmbeddedSignature.split)
      calls.append(
        ChatEntry.Call(
          id: id?.id, name: name, arguments: FunctionPayload.arguments(function["arguments"] ?? function["input"]),
          signatures: [signature(of: element), id?.signature].compactMap { $0 }))
    }
    if calls.isEmpty, let function = message["function_call"], let name = function["name"]?.string, !name.isEmpty {
      calls.append(
        ChatEntry.Call(
          id: nil, name: name, arguments: FunctionPayload.arguments(function["arguments"]),
          signatures: [signature(of: message)].compactMap { $0 }))
    }
    return calls
  }

  /// The images of an earlier answer, in the slot they were sent in: to change one, the model has to see it again.
  private static func images(
    of message: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part] {
    var parts: [Part] = []
    for element in message["images"].map({ Array($0.elements) }) ?? [] {
      guard let media = try ChatMediaReader.part(element, context: &context) else { continue }
      if let signature = signature(of: element), media.count == 1, case .inlineData = media[0] {
        parts.append(.signed(media[0], signature: signature))
      } else {
        parts += media
      }
    }
    return parts
  }

  /// A signature from wherever clients keep what they were sent.
  private static func signature(of call: JSONView) -> String? {
    let places = [
      call["extra_content"]?["google"], call["provider_specific_fields"], call["extra_content"], call,
      call["function"]?["provider_specific_fields"], call["function"],
    ]
    for place in places {
      guard let place else { continue }
      let value =
        place["thought_signature"] ?? place["thoughtSignature"] ?? place["thought_signatures"]
        ?? place["thoughtSignatures"]
      if let text = (value?[0] ?? value)?.string.flatMap(Self.text) { return text }
    }
    return nil
  }

  private static func text(_ value: String) -> String? { value.isEmpty ? nil : value }

  /// The texts of a result, a line each.
  static func joined(_ parts: [Part]) -> JSONText {
    var texts: [JSONText] = []
    for case .text(let text) in parts { texts.append(text) }
    if texts.count == 1, let only = texts.first { return only }
    var inside: [UInt8] = []
    for (position, text) in texts.enumerated() {
      if position > 0 { inside.append(literal: "\\n") }
      text.writeInside(into: &inside)
    }
    let slice = JSONSlice(start: 0, end: inside.count, hasEscapes: true)
    return JSONText(bytes: inside, slice: slice)
  }

  // MARK: Content

  static func parts(
    of message: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part] {
    guard let content = message["content"], !content.isNull else { return [] }
    switch content.kind {
    case .string: return text(content)
    case .array:
      var parts: [Part] = []
      for element in content.elements { parts += try part(element, context: &context) }
      return parts
    case .object where message["role"]?.string == "tool":
      var source: [UInt8] = []
      content.write(into: &source)
      return [.text(JSONText(String(decoding: source, as: UTF8.self)))]
    case .object: return try part(content, context: &context)
    // Numbers and the like: what a script meant as text.
    case .number, .bool: return [.text(JSONText(String(decoding: content.source, as: UTF8.self)))]
    case .null: return []
    }
  }

  static func part(
    _ element: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part] {
    if element.kind == .string { return text(element) }
    guard element.kind == .object else {
      throw TranslationError(path: element.path, message: "must be an object.")
    }
    if let media = try ChatMediaReader.part(element, context: &context) { return media }
    // `input_text` and `output_text` belong to another API, but clients send them here too.
    for key: StaticString in ["text", "refusal"] {
      guard let value = element[key], !value.isNull else { continue }
      guard value.kind == .string else { throw TranslationError(path: value.path, message: "must be a string.") }
      return text(value)
    }
    context.adjust(.dropped, element["type"]?.string ?? "part")
    return []
  }

  private static func text(_ value: JSONView) -> [Part] {
    guard let text = value.text, !text.isEmpty else { return [] }
    return [.text(text)]
  }
}

extension Part {
  var isText: Bool {
    if case .text = self { return true }
    return false
  }
}
