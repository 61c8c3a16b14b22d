/// One upstream request for vectors.
package struct EmbedCall: Sendable {
  /// The path and query, beginning with `/`.
  package let target: String
  package let body: [UInt8]
}

extension EmbedRequest {
  /// The requests that bring the vectors of all items, in their order; nil where the service has none.
  ///
  /// Vertex AI's older models have a method and words of their own, and `gemini-embedding-001` takes one text at a time
  /// (https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api).
  package func calls(on service: UpstreamService, model: ModelID) -> [EmbedCall]? {
    let envelope = Envelope(service)
    func call(_ method: String, _ body: [UInt8]) -> EmbedCall {
      EmbedCall(target: envelope.target(model: model, method: method), body: body)
    }
    switch service {
    case .codeAssist: return nil
    case .aiStudio:
      let name = "models/" + model.name
      if items.count == 1, let item = items.first { return [call("embedContent", item.body(model: name))] }
      return batches.map { items in
        var body: [UInt8] = []
        body.append(literal: "{\"requests\":[")
        for (position, item) in items.enumerated() {
          if position > 0 { body.append(UInt8(ascii: ",")) }
          body.append(contentsOf: item.body(model: name))
        }
        body.append(literal: "]}")
        return call("batchEmbedContents", body)
      }
    case .vertex, .vertexExpress:
      guard Self.isPredicted(model) else { return items.map { call("embedContent", $0.body(model: nil)) } }
      let isOneByOne = model.name == "gemini-embedding-001" || Set(items.map(\.dimensions)).count > 1
      let groups = isOneByOne ? items.map { [$0] } : batches
      return groups.map { call("predict", Self.prediction(of: $0)) }
    }
  }

  /// The items in groups of as many as one call takes.
  private var batches: [[Item]] {
    stride(from: 0, to: items.count, by: Self.maximumItems).map {
      Array(items[$0..<min($0 + Self.maximumItems, items.count)])
    }
  }

  /// Whether Vertex AI serves a model by `predict` alone.
  private static func isPredicted(_ model: ModelID) -> Bool {
    !model.name.hasPrefix("gemini-") || model.name == "gemini-embedding-001"
  }

  private static func prediction(of items: [Item]) -> [UInt8] {
    var body: [UInt8] = []
    body.append(literal: "{\"instances\":[")
    for (position, item) in items.enumerated() {
      body.append(literal: position > 0 ? ",{\"content\":" : "{\"content\":")
      body.append(contentsOf: item.text)
      if let taskType = item.taskType {
        body.append(literal: ",\"task_type\":")
        JSONWriter.string(taskType, into: &body)
      }
      if let title = item.title {
        body.append(literal: ",\"title\":")
        JSONWriter.string(title, into: &body)
      }
      body.append(UInt8(ascii: "}"))
    }
    body.append(UInt8(ascii: "]"))
    if let dimensions = items.first?.dimensions {
      body.append(literal: ",\"parameters\":{\"outputDimensionality\":")
      JSONWriter.integer(dimensions, into: &body)
      body.append(UInt8(ascii: "}"))
    }
    body.append(UInt8(ascii: "}"))
    return body
  }
}

extension EmbedRequest.Item {
  /// The body of `embedContent`; the Gemini API wants the model in it as well.
  fileprivate func body(model: String?) -> [UInt8] {
    var body: [UInt8] = []
    body.append(UInt8(ascii: "{"))
    if let model {
      body.append(literal: "\"model\":")
      JSONWriter.string(model, into: &body)
      body.append(UInt8(ascii: ","))
    }
    body.append(literal: "\"content\":")
    body.append(contentsOf: content)
    if let taskType {
      body.append(literal: ",\"taskType\":")
      JSONWriter.string(taskType, into: &body)
    }
    if let title {
      body.append(literal: ",\"title\":")
      JSONWriter.string(title, into: &body)
    }
    if let dimensions {
      body.append(literal: ",\"outputDimensionality\":")
      JSONWriter.integer(dimensions, into: &body)
    }
    body.append(UInt8(ascii: "}"))
    return body
  }
}
