/// What the service demands of `generationConfig` (protocol 3.1, 7.2 and 11.1).
struct ConfigRules {
  let config: GoogleJSON
  let model: SimulatedModel

  func check() throws(SimulatedError) {
    try checkRange("temperature", 0...2)
    try checkRange("top_p", 0...1)
    try checkRange("candidate_count", 1...8)
    try checkRange("max_output_tokens", 1...65536)
    try checkRange("logprobs", 0...20)
    if config["logprobs"] != nil, config["response_logprobs"]?.isTrue != true {
      throw .invalidArgument("Logprobs is set but response_logprobs is not.")
    }
    guard (config["stop_sequences"]?.elements.count ?? 0) <= 5 else {
      throw .invalidArgument("The number of stop sequences must be at most 5.")
    }
    try checkFormat()
    try checkModalities()
    if let thinking = config["thinking_config"] { try checkThinking(thinking) }
  }

  private func checkRange(_ name: String, _ range: ClosedRange<Double>) throws(SimulatedError) {
    guard let value = config[name]?.double, !range.contains(value) else { return }
    throw .invalidArgument(
      "Unable to submit request because it has a \(name) value of \(value) but the supported range is from "
        + "\(range.lowerBound) (inclusive) to \(range.upperBound) (inclusive). Update the value and try again.")
  }

  private func checkFormat() throws(SimulatedError) {
    let mimeType = config["response_mime_type"]?.text ?? "text/plain"
    guard ["text/plain", "application/json", "text/x.enum", ""].contains(mimeType) else {
      throw .invalidArgument(
        "* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are `text/plain`, "
          + "`application/json`, `application/xml`, `application/yaml` and `text/x.enum`.\n")
    }
    let isPlain = mimeType.isEmpty || mimeType == "text/plain"
    if let schema = config["response_schema"] {
      guard config["response_json_schema"] == nil else {
        throw .invalidArgument("response_schema and response_json_schema cannot both be set.")
      }
      guard !isPlain else { throw Self.needsFormat("response_schema") }
      try SchemaRules.check(schema, "generation_config.response_schema", depth: 1)
    }
    if let schema = config["response_json_schema"] {
      guard !isPlain else { throw Self.needsFormat("response_json_schema") }
      try SchemaRules.checkDepth(schema, depth: 1)
    }
  }

  /// A model that speaks does nothing else, and no other one does.
  private func checkModalities() throws(SimulatedError) {
    let modalities = (config["response_modalities"]?.elements ?? []).compactMap(\.text)
    let wanted = modalities.isEmpty ? ["TEXT"] : modalities
    guard model.isSpeechModel ? wanted == ["AUDIO"] : !wanted.contains("AUDIO") else {
      throw .invalidArgument(
        "The requested combination of response modalities (\(wanted.joined(separator: ", "))) is not supported by the "
          + "model. models/\(model.name) accepts the following combination of response modalities:\n* "
          + (model.isSpeechModel ? "AUDIO\n" : "TEXT\n"))
    }
  }

  private static func needsFormat(_ name: String) -> SimulatedError {
    .invalidArgument("\(name) is only supported with a response_mime_type of application/json or text/x.enum.")
  }

  private func checkThinking(_ thinking: GoogleJSON) throws(SimulatedError) {
    let level = thinking["thinking_level"]?.text
    let budget = thinking["thinking_budget"]?.int
    if level != nil, budget != nil {
      throw .invalidArgument("You can only set only one of thinking budget and thinking level.")
    }
    if let level, level != "THINKING_LEVEL_UNSPECIFIED" {
      if model.thinkingBudgets != nil {
        throw .invalidArgument("Thinking level is not supported for this model.")
      }
      if let levels = model.thinkingLevels, !levels.contains(level) {
        throw .invalidArgument("Thinking level is unsupported: THINKING_LEVEL_\(level)")
      }
    }
    if let budget, budget != -1, let allowed = model.thinkingBudgets {
      if budget == 0, !allowed.allowsZero {
        throw .invalidArgument("Budget 0 is invalid. This model only works in thinking mode.")
      }
      guard budget == 0 || allowed.range.contains(budget) else {
        throw .invalidArgument(
          "The thinking budget \(budget) is invalid. Please choose a value between \(allowed.range.lowerBound) and "
            + "\(allowed.range.upperBound).")
      }
    }
  }
}
