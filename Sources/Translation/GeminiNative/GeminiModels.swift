/// Gemini's own list of models, all on one page unless a client wants less: some never ask for a second.
package enum GeminiModels {
  /// The body of `GET /v1beta/models`; `size` and `token` as the client sent them, nil where it did not.
  ///
  /// Throws if one of them is nothing we gave out or can be understood.
  package static func list(
    _ catalogue: ModelCatalogue, size: String? = nil, token: String? = nil
  ) throws(TranslationError) -> [UInt8] {
    var models = catalogue.models[...]
    if let token, !token.isEmpty {
      // The token is the id to go on with: it means the same after the list has changed.
      guard let position = models.firstIndex(where: { $0.id == token }) else {
        throw TranslationError(path: "pageToken", message: "is not one that an earlier page gave.")
      }
      models = models[position...]
    }
    var next: String?
    if let size, !size.isEmpty {
      guard let count = Int(size), count >= 0 else {
        throw TranslationError(path: "pageSize", message: "must be a number that is not negative.")
      }
      if count > 0 {
        next = models.dropFirst(count).first?.id
        models = models.prefix(count)
      }
    }
    var output: [UInt8] = []
    output.append(literal: "{\"models\":[")
    for model in models {
      if model.id != models.first?.id { output.append(UInt8(ascii: ",")) }
      write(model, as: model.id, into: &output)
    }
    output.append(UInt8(ascii: "]"))
    if let next {
      output.append(literal: ",\"nextPageToken\":")
      JSONWriter.string(next, into: &output)
    }
    output.append(UInt8(ascii: "}"))
    return output
  }

  /// The body of `GET /v1beta/models/{id}`; `id` as the client asked, which may be an alias.
  package static func model(_ model: ModelEntry, as id: String) -> [UInt8] {
    var output: [UInt8] = []
    write(model, as: id, into: &output)
    return output
  }

  private static func write(_ model: ModelEntry, as id: String, into output: inout [UInt8]) {
    output.append(literal: "{\"name\":")
    JSONWriter.string("models/" + id, into: &output)
    output.append(literal: ",\"baseModelId\":")
    JSONWriter.string(model.id, into: &output)
    output.append(literal: ",\"version\":\"001\",\"displayName\":")
    JSONWriter.string(model.displayName, into: &output)
    output.append(literal: ",\"description\":")
    JSONWriter.string(model.displayName, into: &output)
    if let limit = model.inputTokenLimit {
      output.append(literal: ",\"inputTokenLimit\":")
      JSONWriter.integer(limit, into: &output)
    }
    if let limit = model.outputTokenLimit {
      output.append(literal: ",\"outputTokenLimit\":")
      JSONWriter.integer(limit, into: &output)
    }
    guard model.isForChat else {
      return output.append(
        literal: ",\"supportedGenerationMethods\":[\"embedContent\",\"batchEmbedContents\",\"countTokens\"]}")
    }
    output.append(
      literal: ",\"supportedGenerationMethods\":[\"generateContent\",\"streamGenerateContent\",\"countTokens\"]")
    output.append(literal: ",\"temperature\":1,\"maxTemperature\":2,\"topP\":0.95,\"topK\":64,\"thinking\":")
    output.append(literal: model.thinks ? "true}" : "false}")
  }
}
