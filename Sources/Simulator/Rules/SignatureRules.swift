/// Gemini 3 wants back the signatures it gave (protocol 10).
struct SignatureRules {
  let contents: [GoogleJSON]
  let isValid: (String) -> Bool

  /// Looks at the first call of every model content since the last time the user spoke.
  func check() throws(SimulatedError) {
    let spoke = contents.lastIndex { content in
      content.isUserTurn && content.parts.contains { $0["text"] != nil }
        && !content.parts.contains { $0["function_response"] != nil }
    }
    let start = spoke.map { $0 + 1 } ?? 0
    for (index, content) in contents.enumerated() where index >= start && !content.isUserTurn {
      guard let part = content.parts.first(where: { $0["function_call"] != nil }) else { continue }
      guard let signature = part["thought_signature"]?.text, !signature.isEmpty else {
        let name = part["function_call"]?["name"]?.text ?? ""
        throw .invalidArgument(
          "Function call is missing a thought_signature in functionCall parts. This is required for tools to work "
            + "correctly, and missing thought_signature may lead to degraded model performance. Additional data, "
            + "function call `default_api:\(name)` , position \(index + 1). Please refer to "
            + "https://ai.google.dev/gemini-api/docs/thought-signatures for more details.")
      }
      guard isValid(signature) else { throw .invalidArgument("Invalid thought signature.") }
    }
  }
}
