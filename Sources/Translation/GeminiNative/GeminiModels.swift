/// Gemini's own list of models, all on one page: some clients never ask for a second.
package enum GeminiModels {
  /// The body of `GET /v1beta/models`.
  package static func list(_ catalogue: ModelCatalogue) -> [UInt8] {
    var output: [UInt8] = []
    output.append(literal: "{\"models\":[")
    for (position, model) in catalogue.models.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      write(model, into: &output)
    }
    output.append(literal: "]}")
    return output
  }

  /// The body of `GET /v1beta/models/{id}`.
  package static func model(_ model: ModelEntry) -> [UInt8] {
    var output: [UInt8] = []
    write(model, into: &output)
    return output
  }

  private static func write(_ model: ModelEntry, into output: inout [UInt8]) {
    output.append(literal: "{\"name\":")
    JSONWriter.string("models/" + model.id, into: &output)
    output.append(literal: ",\"baseModelId\":")
    JSONWriter.string(model.id, into: &output)
    output.append(literal: ",\"version\":\"001\",\"displayName\":")
    JSONWriter.string(model.displayName, into: &output)
    output.append(literal: ",\"description\":")
    JSONWriter.string(model.displayName, into: &output)
    output.append(literal: ",\"inputTokenLimit\":")
    JSONWriter.integer(model.inputTokenLimit, into: &output)
    output.append(literal: ",\"outputTokenLimit\":")
    JSONWriter.integer(model.outputTokenLimit, into: &output)
    output.append(
      literal: ",\"supportedGenerationMethods\":[\"generateContent\",\"streamGenerateContent\",\"countTokens\"]")
    output.append(literal: ",\"temperature\":1,\"maxTemperature\":2,\"topP\":0.95,\"topK\":64,\"thinking\":true}")
  }
}
