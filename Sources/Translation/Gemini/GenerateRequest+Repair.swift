extension GenerateRequest {
  /// What may help after a refusal of Google's; nil if nothing is known to, or it would change nothing.
  package func repair(after failure: GoogleFailure) -> Repair? {
    guard failure.httpStatus == 400 else { return nil }
    let message = failure.message.lowercased()
    if message.contains("thought signature") || message.contains("thought_signature") {
      return bypassesSignatures ? nil : .bypassedSignatures
    }
    // A client that speaks Gemini's own words gets what it asks for, or hears why not.
    guard native == nil else { return nil }
    if message.contains("penalty"), generationConfig.presencePenalty ?? generationConfig.frequencyPenalty != nil {
      return .withoutPenalties
    }
    if message.contains("logprob"), generationConfig.responseLogprobs != nil { return .withoutLogprobs }
    if message.contains("mime type"), generationConfig.wantsJSON, !tools.functions.isEmpty { return .formatInWords }
    let schema = generationConfig.responseSchema
    if message.contains("too many states") || message.contains("schema depth"), !schema.isEmpty {
      return RelaxedSchema.relaxed(schema) == schema ? nil : .relaxedSchema
    }
    if message.contains("with a user turn"), contents.last?.role == .model { return .continued }
    if message.contains("thinking"), !thinking.isEmpty || generationConfig.thinking != nil { return .withoutThinking }
    return nil
  }

  /// The request with a repair. What was given up is recorded in `context`.
  package func repaired(by repair: Repair, context: inout RequestContext) -> GenerateRequest {
    var request = self
    switch repair {
    case .withoutPenalties:
      request.generationConfig.presencePenalty = nil
      request.generationConfig.frequencyPenalty = nil
      context.adjust(.dropped, "penalty")
    case .withoutLogprobs:
      request.generationConfig.responseLogprobs = nil
      request.generationConfig.logprobs = nil
      context.adjust(.dropped, "logprobs")
    case .formatInWords:
      request.askForJSONInWords()
      context.adjust(.converted, "response_format")
    case .relaxedSchema:
      request.generationConfig.responseSchema = RelaxedSchema.relaxed(generationConfig.responseSchema)
      context.adjust(.converted, "response_format")
    case .continued:
      request.contents.append(.goOn)
      context.adjust(.converted, "messages")
    case .bypassedSignatures:
      request = bypassingSignatures()
      context.adjust(.dropped, "thought_signature")
    case .withoutThinking:
      request.thinking = ThinkingRequest()
      request.generationConfig.thinking = nil
      context.adjust(.dropped, "thinking")
    }
    return request
  }

  /// Whether no call has a signature that could still be given up; true without any calls.
  private var bypassesSignatures: Bool {
    if let native {
      return native.signatures.allSatisfy { $0.value == $0.bypass }
    }
    return contents.lazy.filter { $0.role == .model }.allSatisfy { content in
      var expected: String? = Self.signatureBypass
      return content.parts.allSatisfy { part in
        guard case .call(let call) = part else { return true }
        defer { expected = nil }
        return call.signature == expected
      }
    }
  }
}
