/// Reads the messages of a chat-completions request.
enum ChatMessageReader {
  static func read(
    _ body: JSONView, into request: inout GenerateRequest, context: inout RequestContext
  ) throws(TranslationError) {
    guard let messages = body["messages"], messages.kind == .array else {
      throw TranslationError(path: "messages", message: "must be an array of messages.")
    }
    for message in messages.elements {
      guard message.kind == .object else {
        throw TranslationError(path: message.path, message: "must be an object.")
      }
      guard let role = message["role"]?.text else {
        throw TranslationError(path: message.path(of: "role"), message: "must be a string.")
      }
      let parts = try parts(of: message, context: &context)
      if role == "system" || role == "developer" {
        request.systemInstruction += parts
      } else if role == "assistant" {
        if let calls = message["tool_calls"], !calls.isNull { context.adjust(.dropped, "tool_calls") }
        append(parts, as: .model, to: &request)
      } else if role == "tool" || role == "function" {
        // Without the call it answers, a result can only be told as text.
        context.adjust(.converted, "tool_result")
        if !parts.isEmpty { append([.text(JSONText("[tool result] "))] + parts, as: .user, to: &request) }
      } else {
        append(parts, as: .user, to: &request)
      }
    }
    try complete(&request, context: &context)
  }

  /// Gemini wants at least one turn, the first of them the user's.
  private static func complete(
    _ request: inout GenerateRequest, context: inout RequestContext
  ) throws(TranslationError) {
    if request.contents.isEmpty {
      guard !request.systemInstruction.isEmpty else {
        throw TranslationError(path: "messages", message: "must contain at least one message with text.")
      }
      context.adjust(.converted, "system")
      request.contents = [Content(role: .user, parts: request.systemInstruction)]
    } else if request.contents[0].role == .model {
      context.adjust(.converted, "messages")
      request.contents.insert(Content(role: .user, parts: [.text(JSONText("Continue."))]), at: 0)
    }
  }

  /// Adds parts to the last turn if its role is the same: merged as separate parts, so no character is added.
  private static func append(_ parts: [Part], as role: Content.Role, to request: inout GenerateRequest) {
    guard !parts.isEmpty else { return }
    if let last = request.contents.indices.last, request.contents[last].role == role {
      request.contents[last].parts += parts
    } else {
      request.contents.append(Content(role: role, parts: parts))
    }
  }

  private static func parts(
    of message: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part] {
    guard let content = message["content"], !content.isNull else { return [] }
    switch content.kind {
    case .string: return text(content)
    case .array:
      var parts: [Part] = []
      for element in content.elements { parts += try part(element, context: &context) }
      return parts
    default:
      throw TranslationError(path: content.path, message: "must be a string or an array of parts.")
    }
  }

  private static func part(
    _ element: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> [Part] {
    if element.kind == .string { return text(element) }
    guard element.kind == .object else {
      throw TranslationError(path: element.path, message: "must be an object.")
    }
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
