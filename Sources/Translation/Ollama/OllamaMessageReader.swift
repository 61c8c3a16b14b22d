/// Reads the messages of a request to Ollama: like those of a chat completion, with images and names in other places.
enum OllamaMessageReader {
  static func entry(
    _ message: JSONView, context: inout RequestContext
  ) throws(TranslationError) -> ChatEntry {
    switch try ChatMessageReader.entry(message, context: &context) {
    case .user(let parts): return .user(try images(message["images"]) + parts)
    case .assistant(let parts, let calls): return .assistant(try parts + images(message["images"]), calls)
    case .result(let result):
      return .result(
        ChatEntry.Result(
          id: result.id, name: result.name ?? message["tool_name"]?.string, text: result.text,
          media: try result.media + images(message["images"]), isError: result.isError))
    case .system(let parts): return .system(parts)
    }
  }

  /// Images in base64, which say by themselves of which type they are.
  static func images(_ list: JSONView?) throws(TranslationError) -> [Part] {
    guard let list, !list.isNull else { return [] }
    guard list.kind == .array else { throw TranslationError(path: list.path, message: "must be an array.") }
    var parts: [Part] = []
    for image in list.elements {
      guard image.kind == .string else { throw TranslationError(path: image.path, message: "must be base64.") }
      parts += try ChatMediaReader.inline(image, mimeType: nil)
    }
    return parts
  }
}
