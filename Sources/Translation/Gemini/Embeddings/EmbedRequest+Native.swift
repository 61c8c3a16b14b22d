extension EmbedRequest {
  /// Reads the body of Gemini's `embedContent`, or with `isBatch` of `batchEmbedContents`.
  package init(native body: [UInt8], isBatch: Bool) throws(TranslationError) {
    let view = try RequestBody.object(body)
    guard isBatch else {
      items = [try Self.item(view)]
      return
    }
    guard let requests = view["requests"], requests.kind == .array, requests.elements.contains(where: { _ in true })
    else {
      throw TranslationError(path: "requests", message: "must be a list of requests.")
    }
    items = []
    for request in requests.elements {
      guard items.count < Self.maximumItems else {
        throw TranslationError(path: "requests", message: "must not have more than \(Self.maximumItems) elements.")
      }
      items.append(try Self.item(request))
    }
  }

  private static func item(_ view: JSONView) throws(TranslationError) -> Item {
    guard let content = view["content"] else {
      throw TranslationError(path: view.path(of: "content"), message: "is missing: it holds the text.")
    }
    let settings = view["embedContentConfig"] ?? view["embed_content_config"] ?? view
    var item = Item(content: [], text: [])
    item.taskType = (settings["taskType"] ?? settings["task_type"])?.string
    item.title = settings["title"]?.string
    item.dimensions = (settings["outputDimensionality"] ?? settings["output_dimensionality"])?.int
    var texts: [JSONText] = []
    switch content.kind {
    case .string:
      texts = [content.text].compactMap { $0 }
      item.content.append(literal: "{\"parts\":[{\"text\":")
      content.write(into: &item.content)
      item.content.append(literal: "}]}")
    case .object where content["parts"]?.kind == .array:
      texts = (content["parts"] ?? view).elements.compactMap { $0["text"]?.text }
      content.write(into: &item.content)
    default:
      throw TranslationError(path: content.path, message: "must be a content with parts.")
    }
    item.text.append(UInt8(ascii: "\""))
    for text in texts { text.writeInside(into: &item.text) }
    item.text.append(UInt8(ascii: "\""))
    return item
  }
}
