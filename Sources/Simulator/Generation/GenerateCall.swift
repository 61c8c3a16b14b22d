internal import OAuth

/// A generate call that has passed every check, with its request in snake case.
struct GenerateCall: Sendable {
  let surface: Surface
  var model: SimulatedModel
  let request: GoogleJSON
  /// Tells apart the signatures of simulators.
  let salt: String

  var contents: [GoogleJSON] { request["contents"]?.elements ?? [] }
  var config: GoogleJSON { request["generation_config"] ?? [:] }

  var declarations: [GoogleJSON] {
    (request["tools"]?.elements ?? []).flatMap { $0["function_declarations"]?.elements ?? [] }
  }

  /// The last text of the last turn that a person wrote: what agents add to it comes before.
  var prompt: String {
    promptIndex.flatMap { contents[$0].parts.last { $0["text"] != nil } }?["text"]?.text ?? ""
  }

  private var promptIndex: Int? {
    contents.lastIndex { $0.isUserTurn && $0.parts.contains { $0["text"] != nil } }
  }

  /// How many turns of the model since the prompt have called functions.
  var step: Int {
    contents.dropFirst((promptIndex ?? -1) + 1).count { $0.parts.contains { $0["function_call"] != nil } }
  }

  /// What is said in the recordings that the last turn brings; nil if it brings none.
  var heard: String? {
    let recordings = (contents.last?.parts ?? []).compactMap { part -> [UInt8]? in
      guard let blob = part["inline_data"], blob["mime_type"]?.text?.hasPrefix("audio/") == true else { return nil }
      return blob["data"]?.text.flatMap { Base64.decode($0) }
    }
    guard !recordings.isEmpty else { return nil }
    return recordings.map { SimulatedVoice.hear($0) ?? "a sound of \($0.count) bytes" }.joined(separator: " ")
  }

  /// The answers of tools that the last turn brings.
  var functionResponses: [GoogleJSON] { contents.last?.parts.compactMap { $0["function_response"] } ?? [] }

  /// Whether the model thinks before it answers.
  var thinks: Bool {
    guard let thinking = config["thinking_config"], !thinking.fields.isEmpty else { return false }
    return thinking["thinking_budget"]?.int != 0
  }

  var wantsLogprobs: Bool { config["response_logprobs"]?.isTrue == true }

  var showsThoughts: Bool { thinks && config["thinking_config"]?["include_thoughts"]?.isTrue == true }
}

extension GoogleJSON {
  var parts: [GoogleJSON] { self["parts"]?.elements ?? [] }

  var isUserTurn: Bool {
    let role = self["role"]?.text ?? "user"
    return role == "user" || role == "function"
  }
}
