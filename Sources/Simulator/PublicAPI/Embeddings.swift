internal import OAuth
internal import Translation

/// Vectors of unit length that depend on the text alone.
enum Embeddings {
  private static let largestBatch = 100
  private static let dimensions = 1...3072

  static func single(_ body: JSONView, model: String) throws(SimulatedError) -> GoogleJSON {
    ["embedding": try embed(try ProtoDecoder.decode(body, as: .embedContent), model)]
  }

  static func batch(_ body: JSONView, model: String) throws(SimulatedError) -> GoogleJSON {
    let requests = try ProtoDecoder.decode(body, as: .batchEmbedContents)["requests"]?.elements ?? []
    guard requests.count <= largestBatch else {
      throw .invalidArgument("* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch")
    }
    var embeddings: [GoogleJSON] = []
    for request in requests {
      guard request["model"]?.text == "models/" + model else {
        throw .invalidArgument("* BatchEmbedContentsRequest.model: must match the model of every request")
      }
      embeddings.append(try embed(request, model))
    }
    return ["embeddings": .array(embeddings)]
  }

  static func embed(_ request: GoogleJSON, _ model: String) throws(SimulatedError) -> GoogleJSON {
    guard model.hasPrefix("gemini-embedding") || model.hasPrefix("text-embedding") else {
      throw SimulatedError(
        404, "NOT_FOUND",
        "models/\(model) is not found for API version v1beta, or is not supported for embedContent.")
    }
    let text = request["content"]?.parts.compactMap { $0["text"]?.text }.joined(separator: " ") ?? ""
    guard !text.isEmpty else {
      throw .invalidArgument("* EmbedContentRequest.content: contents is not specified\n")
    }
    let count = request["output_dimensionality"]?.int ?? 3072
    guard dimensions.contains(count) else {
      throw .invalidArgument("* EmbedContentRequest.output_dimensionality: must be between 1 and 3072")
    }
    return ["values": .array(vector(text, count))]
  }

  private static func vector(_ text: String, _ count: Int) -> [GoogleJSON] {
    var state = Digest.sha256(text.utf8).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } | 1
    let values = (0..<count).map { _ -> Double in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(Int64(bitPattern: state) >> 32) / Double(1 << 31)
    }
    let length = max(values.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-9)
    return values.map { .number(String(($0 / length * 1e8).rounded() / 1e8)) }
  }
}
