extension GenerateRequest {
  /// The request without what a refusal of Google's complains of; nil if nothing is known to help.
  ///
  /// Meant to be sent once. What was given up is recorded in `context`.
  package func repaired(after failure: GoogleFailure, context: inout RequestContext) -> GenerateRequest? {
    guard failure.httpStatus == 400, native == nil else { return nil }
    let message = failure.message.lowercased()
    var request = self
    if message.contains("penalty"), generationConfig.presencePenalty ?? generationConfig.frequencyPenalty != nil {
      request.generationConfig.presencePenalty = nil
      request.generationConfig.frequencyPenalty = nil
      context.adjust(.dropped, "penalty")
      return request
    }
    if message.contains("logprob"), generationConfig.responseLogprobs != nil {
      request.generationConfig.responseLogprobs = nil
      request.generationConfig.logprobs = nil
      context.adjust(.dropped, "logprobs")
      return request
    }
    if message.contains("mime type"), generationConfig.wantsJSON, !tools.functions.isEmpty {
      request.askForJSONInWords()
      context.adjust(.converted, "response_format")
      return request
    }
    let isSchemaAtFault = message.contains("too many states") || message.contains("schema depth")
    if isSchemaAtFault, !generationConfig.responseSchema.isEmpty {
      request.generationConfig.responseSchema = RelaxedSchema.relaxed(generationConfig.responseSchema)
      guard request.generationConfig.responseSchema != generationConfig.responseSchema else { return nil }
      context.adjust(.converted, "response_format")
      return request
    }
    if message.contains("thought signature") || message.contains("thought_signature") {
      guard contents.contains(where: { $0.parts.contains(where: \.isCall) }) else { return nil }
      request = bypassingSignatures()
      context.adjust(.dropped, "thought_signature")
      return request
    }
    if message.contains("thinking"), !thinking.isEmpty || generationConfig.thinking != nil {
      request.thinking = ThinkingRequest()
      request.generationConfig.thinking = nil
      context.adjust(.dropped, "thinking")
      return request
    }
    return nil
  }
}
