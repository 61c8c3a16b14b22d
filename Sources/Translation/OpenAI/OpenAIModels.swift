/// OpenAI's list of models. No value in it is null: some clients drop the whole list for one.
///
/// The keys of Anthropic's form are in it too: some clients read that one without saying so.
package enum OpenAIModels {
  /// The body of `GET /v1/models`, all on one page: clients ask for no second.
  package static func list(_ catalogue: ModelCatalogue, created: Timestamp) -> [UInt8] {
    var output: [UInt8] = []
    output.append(literal: "{\"object\":\"list\",\"data\":[")
    for (position, model) in catalogue.models.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      write(model, as: model.id, created: created, into: &output)
    }
    output.append(literal: "],\"has_more\":false")
    if let first = catalogue.models.first, let last = catalogue.models.last {
      output.append(literal: ",\"first_id\":")
      JSONWriter.string(first.id, into: &output)
      output.append(literal: ",\"last_id\":")
      JSONWriter.string(last.id, into: &output)
    }
    output.append(UInt8(ascii: "}"))
    return output
  }

  /// The body of `GET /v1/models/{id}`; `id` as the client asked, which may be an alias.
  package static func model(_ model: ModelEntry, as id: String, created: Timestamp) -> [UInt8] {
    var output: [UInt8] = []
    write(model, as: id, created: created, into: &output)
    return output
  }

  private static func write(_ model: ModelEntry, as id: String, created: Timestamp, into output: inout [UInt8]) {
    output.append(literal: "{\"id\":")
    JSONWriter.string(id, into: &output)
    output.append(literal: ",\"object\":\"model\",\"created\":")
    JSONWriter.integer(created.unix, into: &output)
    output.append(literal: ",\"owned_by\":\"google\",\"name\":")
    JSONWriter.string(model.displayName, into: &output)
    if let limit = model.inputTokenLimit {
      output.append(literal: ",\"context_length\":")
      JSONWriter.integer(limit, into: &output)
    }
    if let limit = model.outputTokenLimit {
      output.append(literal: ",\"max_output_tokens\":")
      JSONWriter.integer(limit, into: &output)
    }
    output.append(literal: ",\"architecture\":{\"input_modalities\":")
    JSONWriter.strings(model.input.map(\.rawValue), into: &output)
    output.append(literal: ",\"output_modalities\":")
    JSONWriter.strings(model.output.map(\.rawValue), into: &output)
    output.append(literal: "},\"capabilities\":{")
    let capabilities: [(StaticString, Bool)] = [
      ("\"vision\":", model.input.contains(.image)), ("\"audio_input\":", model.input.contains(.audio)),
      ("\"function_calling\":", model.callsFunctions), ("\"structured_output\":", model.callsFunctions),
      ("\"reasoning\":", model.thinks), ("\"image_output\":", model.output.contains(.image)),
    ]
    for (position, capability) in capabilities.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      output.append(literal: capability.0)
      output.append(literal: capability.1 ? "true" : "false")
    }
    output.append(literal: "},\"type\":\"model\",\"display_name\":")
    JSONWriter.string(model.displayName, into: &output)
    output.append(literal: ",\"created_at\":")
    JSONWriter.string(created.rfc3339, into: &output)
    output.append(UInt8(ascii: "}"))
  }
}
