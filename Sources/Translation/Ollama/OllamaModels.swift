/// Ollama's lists of models. Nothing is known of files and weights, so those members are empty.
package enum OllamaModels {
  /// The answer to `/api/version`: the version of Ollama whose API this is, which clients compare.
  package static func version(of proxy: String) -> [UInt8] {
    var output = [UInt8](literal: "{\"version\":\"0.12.6\",\"gemini-proxy\":")
    JSONWriter.string(proxy, into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }

  /// The answer to `/api/ps`: no model is in this machine's memory.
  package static var running: [UInt8] { [UInt8](literal: "{\"models\":[]}") }

  /// The answer to `/api/tags`; `digest` gives 64 hexadecimal digits for a text.
  package static func list(
    _ catalogue: ModelCatalogue, created: Timestamp, digest: (String) -> String
  ) -> [UInt8] {
    var output = [UInt8](literal: "{\"models\":[")
    for (position, model) in catalogue.models.filter(\.isForChat).enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      for (key, value) in [("{\"name\":" as StaticString, tagged(model.id)), (",\"model\":", tagged(model.id))] {
        output.append(literal: key)
        JSONWriter.string(value, into: &output)
      }
      output.append(literal: ",\"modified_at\":")
      JSONWriter.string(created.rfc3339, into: &output)
      output.append(literal: ",\"size\":0,\"digest\":")
      JSONWriter.string(digest(model.id), into: &output)
      output.append(literal: ",\"details\":")
      output.append(literal: details)
      output.append(UInt8(ascii: "}"))
    }
    output.append(literal: "]}")
    return output
  }

  /// The name in a request to `/api/show`, as the client wrote it and as the model's own; older clients say `name`.
  package static func asked(_ body: [UInt8]) throws(TranslationError) -> (name: String, model: String) {
    let view = try RequestBody.object(body)
    guard let name = view["model"]?.string ?? view["name"]?.string, !name.isEmpty else {
      throw TranslationError(path: "model", message: "must be the name of a model.")
    }
    return (name, ModelSuffix(name).model)
  }

  /// The answer to `/api/show`.
  package static func show(_ model: ModelEntry, created: Timestamp) -> [UInt8] {
    var output = [UInt8](literal: "{\"license\":\"\",\"modelfile\":")
    JSONWriter.string("# \(model.displayName), served by Google\nFROM \(model.id)\n", into: &output)
    output.append(literal: ",\"parameters\":\"\",\"template\":\"{{ .Prompt }}\",\"details\":")
    output.append(literal: details)
    output.append(literal: ",\"model_info\":{\"general.architecture\":\"gemini\",\"general.basename\":")
    JSONWriter.string(model.id, into: &output)
    if let limit = model.inputTokenLimit {
      output.append(literal: ",\"gemini.context_length\":")
      JSONWriter.integer(limit, into: &output)
    }
    output.append(literal: "},\"capabilities\":")
    JSONWriter.strings(capabilities(of: model), into: &output)
    output.append(literal: ",\"modified_at\":")
    JSONWriter.string(created.rfc3339, into: &output)
    output.append(UInt8(ascii: "}"))
    return output
  }

  private static func capabilities(of model: ModelEntry) -> [String] {
    guard model.isForChat else { return ["embedding"] }
    var capabilities = ["completion"]
    if model.callsFunctions { capabilities.append("tools") }
    if model.input.contains(.image) { capabilities.append("vision") }
    if model.thinks { capabilities.append("thinking") }
    return capabilities
  }

  /// Every name of Ollama's has a tag, and its clients look for one.
  private static func tagged(_ id: String) -> String { id + ":latest" }

  private static let details: StaticString =
    """
    {"parent_model":"","format":"","family":"gemini","families":["gemini"],"parameter_size":"","quantization_level":""}
    """
}
