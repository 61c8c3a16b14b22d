/// OpenAI's list of models. No value in it is null: some clients drop the whole list for one.
package enum OpenAIModels {
  /// The body of `GET /v1/models`; `created` in seconds since 1970.
  package static func list(_ catalogue: ModelCatalogue, created: Int) -> [UInt8] {
    var output: [UInt8] = []
    output.append(literal: "{\"object\":\"list\",\"data\":[")
    for (position, model) in catalogue.models.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      write(model, created: created, into: &output)
    }
    output.append(literal: "]}")
    return output
  }

  /// The body of `GET /v1/models/{id}`.
  package static func model(_ model: ModelEntry, created: Int) -> [UInt8] {
    var output: [UInt8] = []
    write(model, created: created, into: &output)
    return output
  }

  private static func write(_ model: ModelEntry, created: Int, into output: inout [UInt8]) {
    output.append(literal: "{\"id\":")
    JSONWriter.string(model.id, into: &output)
    output.append(literal: ",\"object\":\"model\",\"created\":")
    JSONWriter.integer(created, into: &output)
    output.append(literal: ",\"owned_by\":\"google\",\"name\":")
    JSONWriter.string(model.displayName, into: &output)
    output.append(literal: ",\"context_length\":")
    JSONWriter.integer(model.inputTokenLimit, into: &output)
    output.append(literal: ",\"max_output_tokens\":")
    JSONWriter.integer(model.outputTokenLimit, into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
