internal import Translation

/// Vertex AI's `predict` of the models that turn texts into vectors.
enum Predictions {
  private static let largestBatch = 250

  static func answer(_ body: JSONView, model: String) throws(SimulatedError) -> GoogleJSON {
    let request = try ProtoDecoder.decode(body, as: .predict)
    let instances = request["instances"]?.elements ?? []
    // https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
    let limit = model == "gemini-embedding-001" ? 1 : largestBatch
    guard (1...limit).contains(instances.count) else {
      throw .invalidArgument("\(instances.count) instances for model \(model): the most is \(limit).")
    }
    let dimensions = request["parameters"]?["output_dimensionality"]
    var predictions: [GoogleJSON] = []
    for instance in instances {
      let text = instance["content"]?.text ?? ""
      let embedding = try Embeddings.embed(
        .members([
          "content": ["parts": .array([["text": .string(text)]])], "output_dimensionality": dimensions,
        ]), model)
      predictions.append([
        "embeddings": .members([
          "statistics": ["truncated": false, "token_count": .int(TokenCount.text(text))],
          "values": embedding["values"],
        ])
      ])
    }
    return ["predictions": .array(predictions)]
  }
}
