/// What the service demands of the turns of a conversation (protocol 3.2, 9 and 10).
struct ContentRules {
  let contents: [GoogleJSON]
  let prefix: String

  func check() throws(SimulatedError) {
    guard !contents.isEmpty else {
      throw .invalidArgument("Unable to submit request because at least one contents field is required.")
    }
    for (index, content) in contents.enumerated() { try checkContent(content, "\(prefix)contents[\(index)]") }
    guard contents.first?.isUserTurn == true else {
      throw .invalidArgument("Please ensure that the first content is of the user role.")
    }
    guard contents.last?.isUserTurn == true else {
      throw .invalidArgument("Please ensure that multiturn requests end with a user turn or a function response.")
    }
    try checkPairs()
  }

  private func checkContent(_ content: GoogleJSON, _ path: String) throws(SimulatedError) {
    let role = content["role"]?.text ?? ""
    // Without a role a single turn counts as the user's.
    guard ["user", "model", "function"].contains(role) || role.isEmpty && contents.count == 1 else {
      throw .invalidArgument("Please use a valid role: user, model.")
    }
    guard !content.parts.isEmpty else {
      throw .invalidArgument(
        "Unable to submit request because it must include at least one parts field, which describes the prompt input.")
    }
    for (index, part) in content.parts.enumerated() {
      guard ProtoMessage.part.oneOf.contains(where: { part[$0] != nil }) else {
        throw .invalidArgument(
          "* GenerateContentRequest.\(path).parts[\(index)].data: required oneof field 'data' must have one "
            + "initialized field\n")
      }
      if let data = part["inline_data"], data["mime_type"]?.text?.isEmpty ?? true {
        throw .invalidArgument(
          "Unable to submit request because it must have a mimeType parameter in the inlineData field.")
      }
      if let call = part["function_call"] ?? part["function_response"], call["name"]?.text?.isEmpty ?? true {
        throw .invalidArgument("Request contains an invalid argument.")
      }
    }
  }

  /// Every call is answered in the very next turn, and nothing else is.
  private func checkPairs() throws(SimulatedError) {
    for (index, content) in contents.enumerated() {
      let calls = content.parts.count { $0["function_call"] != nil }
      let responses = content.parts.count { $0["function_response"] != nil }
      if calls > 0, content.isUserTurn {
        throw .invalidArgument("Please ensure that function call turn comes immediately after a user turn.")
      }
      if calls > 0, index + 1 < contents.count {
        let answered = contents[index + 1].parts.count { $0["function_response"] != nil }
        guard answered == calls else {
          throw .invalidArgument(
            "Please ensure that the number of function response parts is equal to the number of function call parts "
              + "of the function call turn.")
        }
      }
      if responses > 0 {
        guard index > 0, contents[index - 1].parts.contains(where: { $0["function_call"] != nil }) else {
          throw .invalidArgument(
            "Please ensure that function response turn comes immediately after a function call turn.")
        }
      }
    }
  }
}
