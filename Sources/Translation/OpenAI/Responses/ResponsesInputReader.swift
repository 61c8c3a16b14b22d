/// Makes turns of the items of a Responses request.
///
/// What the model said comes as an item for each message, thought and call; the items between two of the user's are
/// one turn of the model's.
struct ResponsesInputReader {
  /// More than this of what is kept, in bytes, is not put into one request.
  private static let maximumReferred = 8 << 20

  private let stored: (any StoredItems)?
  /// The items that were put in the place of references: each once.
  private var referred: Set<String> = []
  private var referredBytes = 0
  private var entries: [ChatEntry] = []
  private var parts: [Part] = []
  private var calls: [ChatEntry.Call] = []
  /// What Gemini signed came to the client in the item before the call.
  private var signature: String?

  init(stored: (any StoredItems)?) {
    self.stored = stored
  }

  mutating func read(text: JSONView) {
    add(.user(Self.text(text)))
  }

  mutating func read(_ item: JSONView, context: inout RequestContext) throws(TranslationError) {
    if item.kind == .string { return read(text: item) }
    guard item.kind == .object else { throw TranslationError(path: item.path, message: "must be an item.") }
    let type = item["type"]?.string ?? (item["role"] == nil ? "" : "message")
    switch type {
    case "message": try message(item, context: &context)
    case "reasoning":
      if let text = item["encrypted_content"]?.string, !text.isEmpty { signature = text }
    case "function_call":
      guard let name = item["name"]?.string, !name.isEmpty else { return context.adjust(.dropped, type) }
      let namespace = item["namespace"]?.string.flatMap { $0.isEmpty ? nil : $0 }
      call(item, namespace.map { ToolForm.name(name, in: $0) } ?? name, FunctionPayload.arguments(item["arguments"]))
    case "custom_tool_call":
      guard let name = item["name"]?.string, !name.isEmpty else { return context.adjust(.dropped, type) }
      var arguments = [UInt8](literal: "{\"input\":")
      (item["input"]?.text ?? JSONText("")).write(into: &arguments)
      arguments.append(UInt8(ascii: "}"))
      call(item, name, arguments)
    case "local_shell_call":
      call(item, KnownTool.localShell, FunctionPayload.arguments(item["action"]))
    case "function_call_output", "custom_tool_call_output", "local_shell_call_output":
      try result(item, context: &context)
    case "item_reference":
      guard let id = item["id"]?.string, referred.insert(id).inserted, let found = stored?.item(id),
        referredBytes + found.count <= Self.maximumReferred, let view = try? JSONDocument.parse(found),
        view["type"]?.string != "item_reference"
      else { return context.adjust(.dropped, type) }
      referredBytes += found.count
      try read(view, context: &context)
    case "image_generation_call":
      guard let result = item["result"], result.kind == .string else { return context.adjust(.dropped, type) }
      parts += try ChatMediaReader.inline(result, mimeType: nil)
    default: context.adjust(.dropped, type.isEmpty ? "item" : type)
    }
  }

  mutating func write(into request: inout GenerateRequest, context: inout RequestContext) throws(TranslationError) {
    flush()
    var history = ChatHistory(names: request.tools.names)
    for entry in entries { history.add(entry) }
    do throws(TranslationError) {
      try history.write(into: &request, context: &context)
    } catch {
      throw TranslationError(path: "input", message: "must contain at least one item with text.")
    }
  }

  // MARK: Items

  private mutating func message(_ item: JSONView, context: inout RequestContext) throws(TranslationError) {
    guard let role = item["role"]?.string else {
      throw TranslationError(path: item.path(of: "role"), message: "must be a string.")
    }
    let parts = try ChatMessageReader.parts(of: item, context: &context)
    // Some clients send what the model said as the user's, and only the kind of the text tells.
    let isModels = item["content"]?.elements.contains { $0["type"]?.string == "output_text" } ?? false
    switch role {
    case "system", "developer": add(.system(parts))
    case "assistant", "model": self.parts += parts
    default: if isModels { self.parts += parts } else { add(.user(parts)) }
    }
  }

  private mutating func call(_ item: JSONView, _ name: String, _ arguments: [UInt8]) {
    let id = item["call_id"]?.string ?? item["id"]?.string
    calls.append(
      ChatEntry.Call(
        id: id.flatMap { $0.isEmpty ? nil : $0 }, name: name, arguments: arguments,
        signatures: [signature].compactMap { $0 }))
    signature = nil
  }

  private mutating func result(_ item: JSONView, context: inout RequestContext) throws(TranslationError) {
    let output = item["output"]
    var parts: [Part] = []
    switch output?.kind {
    case .array:
      for element in output.map({ Array($0.elements) }) ?? [] {
        parts += try ChatMessageReader.part(element, context: &context)
      }
    case .object, .number, .bool:
      parts = [.text(JSONText(String(decoding: output?.source ?? [], as: UTF8.self)))]
    default: parts = output.map(Self.text) ?? []
    }
    let id = item["call_id"]?.string ?? item["id"]?.string
    add(
      .result(
        ChatEntry.Result(
          id: id.flatMap { $0.isEmpty ? nil : $0 }, name: nil, text: ChatMessageReader.joined(parts),
          media: parts.filter { !$0.isText }, isError: false)))
  }

  // MARK: Turns

  private mutating func add(_ entry: ChatEntry) {
    flush()
    entries.append(entry)
  }

  /// Ends the model's turn.
  private mutating func flush() {
    signature = nil
    guard !parts.isEmpty || !calls.isEmpty else { return }
    entries.append(.assistant(parts, calls))
    (parts, calls) = ([], [])
  }

  private static func text(_ value: JSONView) -> [Part] {
    guard let text = value.text, !text.isEmpty else { return [] }
    return [.text(text)]
  }
}
