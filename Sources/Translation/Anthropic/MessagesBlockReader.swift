/// Reads the messages of a Messages request, each for itself.
enum MessagesBlockReader {
  /// The system prompt: a text, or blocks of text.
  ///
  /// Claude Code puts a line for its own billing first, which is no part of the prompt.
  static func system(_ value: JSONView?) throws(TranslationError) -> [Part] {
    guard let value, !value.isNull else { return [] }
    if value.kind == .string { return text(value) }
    guard value.kind == .array else {
      throw TranslationError(path: value.path, message: "must be a string or an array of text blocks.")
    }
    var parts: [Part] = []
    for block in value.elements {
      guard let text = block["text"], text.kind == .string else { continue }
      if text.string?.hasPrefix("x-anthropic-billing-header") ?? false { continue }
      parts += self.text(text)
    }
    return parts
  }

  static func entries(
    _ message: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [ChatEntry] {
    guard message.kind == .object else {
      throw TranslationError(path: message.path, message: "must be an object.")
    }
    guard let role = message["role"]?.string else {
      throw TranslationError(path: message.path(of: "role"), message: "must be a string.")
    }
    let blocks = try blocks(message["content"], path: message.path(of: "content"))
    switch role {
    case "assistant", "model": return [try assistant(blocks, context: &context)]
    case "system", "developer":
      var parts: [Part] = []
      for block in blocks { parts += try self.parts(block, context: &context) }
      return [.system(parts)]
    default: return try user(blocks, context: &context)
    }
  }

  /// The blocks of a content; a text counts as one.
  private static func blocks(_ content: JSONView?, path: String) throws(TranslationError) -> [JSONView] {
    guard let content, !content.isNull else { return [] }
    switch content.kind {
    case .string, .object: return [content]
    case .array: return Array(content.elements)
    default: throw TranslationError(path: path, message: "must be a string or an array of blocks.")
    }
  }

  // MARK: Turns

  private static func user(
    _ blocks: [JSONView], context: inout RequestContext
  ) throws(TranslationError) -> [ChatEntry] {
    var entries: [ChatEntry] = []
    var parts: [Part] = []
    for block in blocks {
      guard block["type"]?.string == "tool_result" else {
        parts += try self.parts(block, context: &context)
        continue
      }
      if !parts.isEmpty { entries.append(.user(parts)) }
      parts = []
      entries.append(.result(try result(block, context: &context)))
    }
    if !parts.isEmpty { entries.append(.user(parts)) }
    return entries
  }

  private static func result(
    _ block: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> ChatEntry.Result {
    var parts: [Part] = []
    for inner in try blocks(block["content"], path: block.path(of: "content")) {
      parts += try self.parts(inner, context: &context)
    }
    return ChatEntry.Result(
      id: block["tool_use_id"]?.string.flatMap { $0.isEmpty ? nil : $0 }, name: nil,
      text: ChatMessageReader.joined(parts), media: parts.filter { !$0.isText },
      isError: block["is_error"]?.bool ?? false)
  }

  private static func assistant(
    _ blocks: [JSONView], context: inout RequestContext
  ) throws(TranslationError) -> ChatEntry {
    var parts: [Part] = []
    var calls: [ChatEntry.Call] = []
    // What Gemini signed came to the client in the block before the call.
    var signature: String?
    for block in blocks {
      switch block["type"]?.string {
      case "thinking":
        if let text = block["signature"]?.string, !text.isEmpty, text != MessagesEncoder.unsigned { signature = text }
      case "redacted_thinking": continue
      case "tool_use":
        guard let name = block["name"]?.string, !name.isEmpty else {
          context.adjust(.dropped, "tool_use")
          continue
        }
        calls.append(
          ChatEntry.Call(
            id: block["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }, name: name,
            arguments: FunctionPayload.arguments(block["input"]), signatures: [signature].compactMap { $0 }))
        signature = nil
      default: parts += try self.parts(block, context: &context)
      }
    }
    return .assistant(parts, calls)
  }

  // MARK: Blocks

  private static func parts(
    _ block: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part] {
    if block.kind == .string { return text(block) }
    guard block.kind == .object else {
      throw TranslationError(path: block.path, message: "must be a block.")
    }
    switch block["type"]?.string {
    case "image": return try source(of: block, context: &context)
    case "document":
      return texts(of: block, "title", "context") + (try source(of: block, context: &context))
    case "search_result":
      var parts = texts(of: block, "title", "source")
      for inner in try blocks(block["content"], path: block.path(of: "content")) {
        if let text = inner["text"] { parts += self.text(text) }
      }
      return parts
    case "tool_reference":
      guard let name = block["tool_name"]?.string else { return [] }
      return [.text(JSONText("The tool \(name) is available."))]
    default:
      guard let text = block["text"], !text.isNull else {
        context.adjust(.dropped, block["type"]?.string ?? "block")
        return []
      }
      guard text.kind == .string else { throw TranslationError(path: text.path, message: "must be a string.") }
      return self.text(text)
    }
  }

  /// An image or a document, from wherever it is to come.
  private static func source(
    of block: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part] {
    guard let source = block["source"], source.kind == .object else {
      throw TranslationError(path: block.path(of: "source"), message: "must be an object.")
    }
    switch source["type"]?.string {
    case "base64":
      guard let data = source["data"], data.kind == .string else {
        throw TranslationError(path: source.path(of: "data"), message: "must be a string.")
      }
      return try ChatMediaReader.inline(data, mimeType: source["media_type"]?.string)
    case "url":
      guard let url = source["url"], url.kind == .string else {
        throw TranslationError(path: source.path(of: "url"), message: "must be a URL.")
      }
      return try ChatMediaReader.address(url)
    case "text": return source["data"].map(text) ?? []
    case "content":
      var parts: [Part] = []
      for inner in try blocks(source["content"], path: source.path(of: "content")) {
        // A document in a document would be one without end.
        guard inner["type"]?.string != "document" else {
          context.adjust(.dropped, "document")
          continue
        }
        parts += try self.parts(inner, context: &context)
      }
      return parts
    case "file":
      throw TranslationError(
        path: source.path(of: "file_id"), message: "no files are kept here; send the file's data.")
    default:
      context.adjust(.dropped, block["type"]?.string ?? "block")
      return []
    }
  }

  private static func texts(of block: JSONView, _ keys: StaticString...) -> [Part] {
    keys.flatMap { block[$0].map(text) ?? [] }
  }

  private static func text(_ value: JSONView) -> [Part] {
    guard let text = value.text, !text.isEmpty else { return [] }
    return [.text(text)]
  }
}
