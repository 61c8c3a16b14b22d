internal import Translation

/// A generate call as the simulated service reads it.
struct SimulatedCall {
  let model: String
  /// The text of the last user turn.
  let prompt: String
  let promptBytes: Int

  /// Reads and validates a Code Assist envelope; throws what the service would answer.
  init(body: [UInt8]) throws(SimulatedError) {
    let root: JSONView
    do throws(JSONError) {
      root = try JSONDocument.parse(body)
    } catch {
      throw .invalidArgument("Invalid JSON payload received. Unexpected token at offset \(error.offset).")
    }
    for (key, _) in root.members where !Self.envelopeKeys.contains(key.string) {
      throw .invalidArgument("Invalid JSON payload received. Unknown name \"\(key.string)\": Cannot find field.")
    }
    guard let model = root["model"]?.string, !model.isEmpty, !model.contains("/") else {
      throw .invalidArgument("Request contains an invalid argument.")
    }
    guard let contents = root["request"]?["contents"], contents.kind == .array else {
      throw .invalidArgument("Unable to submit request because at least one contents field is required.")
    }
    var prompt: String?
    for content in contents.elements {
      guard let parts = content["parts"], parts.elements.first(where: { _ in true }) != nil else {
        throw .invalidArgument("Unable to submit request because it must include at least one parts field.")
      }
      guard content["role"]?.string == "user" else { continue }
      let texts = parts.elements.compactMap { $0["text"]?.string }
      if !texts.isEmpty { prompt = texts.joined() }
    }
    guard let prompt else { throw .invalidArgument("Please ensure that multiturn requests end with a user turn.") }
    self.model = model
    self.prompt = prompt
    promptBytes = body.count
  }

  /// Both casings are legal in proto3 JSON.
  private static let envelopeKeys: Set<String> = [
    "model", "project", "user_prompt_id", "userPromptId", "request", "enabled_credit_types", "enabledCreditTypes",
  ]

  /// The connection is cut in the middle of the answer.
  var breaksOff: Bool { model == "sim-break-off" }
}
