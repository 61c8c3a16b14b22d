/// Reads how much a client wants the model to think, from all the fields clients use for it.
enum ChatThinkingReader {
  /// A field of the body counts for more than the model's `suffix`.
  static func read(_ body: JSONView, suffix: ModelSuffix.Thinking?) -> ThinkingRequest {
    var thinking = ThinkingRequest()
    if let word = body["reasoning_effort"]?.string { thinking.effort = ThinkingRequest.Effort(word) }
    if let reasoning = body["reasoning"], reasoning.kind == .object { read(reasoning: reasoning, into: &thinking) }
    if let type = body["thinking"]?["type"]?.string {
      switch type {
      case "disabled": thinking.effort = .off
      case "enabled", "adaptive", "auto":
        let budget = body["thinking"]?["budget_tokens"].flatMap(ChatFields.integer)
        // Without a number it is left to the model, unless an effort says more.
        thinking.budget = budget ?? (thinking.effort == nil ? -1 : nil)
      default: break
      }
    }
    for flag in [body["enable_thinking"], body["chat_template_kwargs"]?["enable_thinking"]] {
      guard let isOn = flag?.bool, !thinking.hasAmount else { continue }
      if isOn { thinking.budget = -1 } else { thinking.effort = .off }
    }
    if let budget = body["thinking_budget"].flatMap(ChatFields.integer) { thinking.budget = budget }
    if let includes = body["include_reasoning"]?.bool { thinking.includesThoughts = includes }
    if let format = body["reasoning_format"]?.string { thinking.includesThoughts = format != "hidden" }
    for google in [body, body["google"], body["extra_body"], body["extra_body"]?["google"]] {
      guard let config = google?["thinking_config"] ?? google?["thinkingConfig"] else { continue }
      read(config: config, into: &thinking)
    }
    if !thinking.hasAmount {
      switch suffix {
      case .effort(let effort): thinking.effort = effort
      case .budget(let budget): thinking.budget = budget
      case nil: break
      }
    }
    return thinking
  }

  private static func read(reasoning: JSONView, into thinking: inout ThinkingRequest) {
    if let word = reasoning["effort"]?.string { thinking.effort = ThinkingRequest.Effort(word) }
    if let budget = reasoning["max_tokens"].flatMap(ChatFields.integer) { thinking.budget = budget }
    if reasoning["enabled"]?.bool == false { thinking.effort = .off }
    if let summary = reasoning["summary"] { thinking.includesThoughts = (summary.string ?? "none") != "none" }
    if let excluded = reasoning["exclude"]?.bool { thinking.includesThoughts = !excluded }
  }

  /// Gemini's own configuration, in either spelling.
  private static func read(config: JSONView, into thinking: inout ThinkingRequest) {
    if let budget = (config["thinking_budget"] ?? config["thinkingBudget"]).flatMap(ChatFields.integer) {
      thinking.budget = budget
    }
    if let word = (config["thinking_level"] ?? config["thinkingLevel"])?.string {
      thinking.level = ThinkingRequest.Effort(word)
    }
    if let includes = (config["include_thoughts"] ?? config["includeThoughts"])?.bool {
      thinking.includesThoughts = includes
    }
  }
}
