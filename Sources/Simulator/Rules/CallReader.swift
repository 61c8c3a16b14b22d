internal import Translation

/// Reads the requests of the three services and refuses what they refuse.
struct CallReader {
  let surface: Surface
  let salt: String
  /// The model in the path; nil where the body names it.
  var model: String?
  /// The project in the path.
  var project = ""

  /// The longest prompt of every Gemini model (protocol 7.1).
  private static let inputTokenLimit = 1_048_576

  func generateCall(_ body: JSONView) throws(SimulatedError) -> GenerateCall {
    var request: GoogleJSON
    var name = model ?? ""
    switch surface {
    case .codeAssist:
      let envelope = try ProtoDecoder.decode(body, as: .codeAssistGenerate)
      request = envelope["request"] ?? [:]
      name = envelope["model"]?.text ?? ""
      // The other services say `models/`; this one takes the bare name only.
      guard !name.isEmpty, !name.contains("/") else {
        throw .invalidArgument("Request contains an invalid argument.")
      }
      try check(project: envelope["project"]?.text ?? "")
    case .aiStudio: request = try ProtoDecoder.decode(body, as: .aiStudioRequest)
    case .vertex: request = try ProtoDecoder.decode(body, as: .vertexRequest)
    }
    let model = try find(name)
    let call = GenerateCall(surface: surface, model: model, request: request, salt: salt)
    try ContentRules(contents: call.contents, prefix: surface.pathPrefix).check()
    try ToolRules(request: request, model: model, prefix: surface.pathPrefix).check()
    try ConfigRules(config: call.config, model: model).check()
    if let cached = request["cached_content"]?.text, !cached.isEmpty {
      throw SimulatedError(403, "PERMISSION_DENIED", "CachedContent not found (or permission denied)")
    }
    if model.isGemini3 {
      try SignatureRules(contents: call.contents) {
        SimulatedSignature.isSentinel($0) || SimulatedSignature.isIssued($0, salt: salt, surface: surface)
      }.check()
    }
    let tokens = TokenCount.prompt(request)
    guard tokens <= Self.inputTokenLimit else {
      throw .invalidArgument(
        "The input token count (\(tokens)) exceeds the maximum number of tokens allowed (\(Self.inputTokenLimit)).")
    }
    return call
  }

  /// The number of tokens that a request counts.
  func count(_ body: JSONView) throws(SimulatedError) -> Int {
    switch surface {
    case .codeAssist:
      let request = try ProtoDecoder.decode(body, as: .codeAssistCount)["request"] ?? [:]
      let name = request["model"]?.text ?? ""
      guard let bare = name.rest(after: "models/") else {
        throw .invalidArgument("Request contains an invalid argument.")
      }
      _ = try find(bare)
      let contents = request["contents"]?.elements ?? []
      guard !contents.contains(where: { $0.parts.contains { $0["thought"]?.isTrue == true } }) else {
        throw .invalidArgument("Request contains an invalid argument.")
      }
      return TokenCount.contents(contents)
    case .aiStudio:
      _ = try find(model ?? "")
      let request = try ProtoDecoder.decode(body, as: .aiStudioCount)
      guard let whole = request["generate_content_request"] else {
        return TokenCount.contents(request["contents"]?.elements ?? [])
      }
      guard whole["model"]?.text?.hasPrefix("models/") == true else {
        throw .invalidArgument("* CountTokensRequest.generate_content_request.model: model is required")
      }
      return TokenCount.prompt(whole)
    case .vertex:
      _ = try find(model ?? "")
      return TokenCount.prompt(try ProtoDecoder.decode(body, as: .vertexCount))
    }
  }

  private func check(project: String) throws(SimulatedError) {
    guard !project.isEmpty else { throw .invalidArgument("Request contains an invalid argument.") }
    guard project != "default" else {
      throw SimulatedError(
        403, "PERMISSION_DENIED", "Permission denied on resource project \(project).",
        details: [
          .errorInfo(
            "CONSUMER_INVALID", domain: "googleapis.com",
            metadata: [
              "service": "cloudaicompanion.googleapis.com", "consumer": .string("projects/" + project),
              "containerInfo": .string(project),
            ])
        ])
    }
  }

  private func find(_ name: String) throws(SimulatedError) -> SimulatedModel {
    if let model = SimulatedModel(name) { return model }
    switch surface {
    case .codeAssist: throw .notFound
    case .aiStudio:
      throw SimulatedError(
        404, "NOT_FOUND",
        "models/\(name) is not found for API version v1beta, or is not supported for generateContent. Call ListModels "
          + "to see the list of available models and their supported methods.")
    case .vertex:
      throw SimulatedError(
        404, "NOT_FOUND",
        "Publisher Model `projects/\(project)/locations/us-central1/publishers/google/models/\(name)` was not found or "
          + "your project does not have access to it. Please ensure you are using a valid model version.")
    }
  }
}
