/// How a Gemini request is wrapped and addressed, by kind of upstream.
package enum Envelope: Sendable, Equatable {
  /// The Code Assist service. `sessionID` groups the requests of a conversation and changes with the model.
  case codeAssist(project: String?, userPromptID: String, sessionID: String?)
  /// The public Gemini API: the bare request.
  case aiStudio
  /// Vertex AI: the bare request under a project and location.
  case vertex(project: String, location: String)

  /// The body of the upstream request.
  package func body(model: ModelID, request: GenerateRequest) -> [UInt8] {
    var request = request
    if !request.isAdapted {
      var unrecorded = RequestContext(id: "", created: 0)
      request = request.adapted(to: model, context: &unrecorded)
    }
    var output: [UInt8] = []
    // Growing by doubling would hold a large image three times.
    output.reserveCapacity(request.estimatedCount + 1024)
    switch self {
    case .codeAssist(let project, let userPromptID, let sessionID):
      output.append(literal: "{\"model\":")
      // This service alone takes the bare name.
      JSONWriter.string(model.name, into: &output)
      if let project {
        output.append(literal: ",\"project\":")
        JSONWriter.string(project, into: &output)
      }
      output.append(literal: ",\"user_prompt_id\":")
      JSONWriter.string(userPromptID, into: &output)
      output.append(literal: ",\"request\":")
      request.write(sessionID: sessionID, into: &output)
      output.append(UInt8(ascii: "}"))
    case .aiStudio, .vertex:
      request.write(into: &output)
    }
    return output
  }

  /// The path and query of the upstream request, beginning with `/`.
  package func target(model: ModelID, stream: Bool) -> String {
    target(model: model, method: stream ? "streamGenerateContent?alt=sse" : "generateContent")
  }

  /// The path of a request that counts tokens.
  package func countTarget(model: ModelID) -> String {
    target(model: model, method: "countTokens")
  }

  private func target(model: ModelID, method: String) -> String {
    let collection = model.collection.isEmpty ? "models" : model.collection
    switch self {
    case .codeAssist:
      return "/v1internal:\(method)"
    case .aiStudio:
      return "/v1beta/\(collection)/\(model.name):\(method)"
    case .vertex(let project, let location):
      let path = collection == "models" ? "publishers/google/models" : collection
      return "/v1/projects/\(project)/locations/\(location)/\(path)/\(model.name):\(method)"
    }
  }
}
