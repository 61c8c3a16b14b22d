/// How a Gemini request is wrapped and addressed, by the service that answers it.
package struct Envelope: Sendable, Equatable {
  package var service: UpstreamService
  /// Names the request to Code Assist.
  package var userPromptID: String
  /// Groups the requests of a conversation at Code Assist and changes with the model.
  package var sessionID: String?

  package init(_ service: UpstreamService, userPromptID: String = "", sessionID: String? = nil) {
    self.service = service
    self.userPromptID = userPromptID
    self.sessionID = sessionID
  }

  /// The body of the upstream request; what is long in the client's stays there.
  package func body(model: ModelID, request: GenerateRequest) -> SlicedBytes {
    var request = request
    if !request.isAdapted {
      var unrecorded = RequestContext(id: "", created: 0)
      request = request.adapted(to: model, context: &unrecorded)
    }
    var output = SlicedBytes()
    output.open.reserveCapacity(min(request.estimatedCount + 1024, 1 << 20))
    switch service {
    case .codeAssist(let project):
      output.append(literal: "{\"model\":")
      // This service alone takes the bare name.
      JSONWriter.string(model.name, into: &output.open)
      if let project {
        output.append(literal: ",\"project\":")
        JSONWriter.string(project, into: &output.open)
      }
      output.append(literal: ",\"user_prompt_id\":")
      JSONWriter.string(userPromptID, into: &output.open)
      output.append(literal: ",\"request\":")
      request.write(sessionID: sessionID, into: &output)
      output.append(UInt8(ascii: "}"))
    case .aiStudio, .vertex, .vertexExpress:
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

  /// The path of one of the service's methods for a model.
  func target(model: ModelID, method: String) -> String {
    let collection = model.collection.isEmpty ? "models" : model.collection
    let published = collection == "models" ? "publishers/google/models" : collection
    switch service {
    case .codeAssist: return "/v1internal:\(method)"
    case .aiStudio:
      // Publishers are Vertex AI's; the names behind them are the same.
      let own = collection.hasPrefix("publishers/") ? "models" : collection
      return "/v1beta/\(own)/\(model.name):\(method)"
    case .vertex(let project, let location):
      return "/v1/projects/\(project)/locations/\(location)/\(published)/\(model.name):\(method)"
    case .vertexExpress: return "/v1/\(published)/\(model.name):\(method)"
    }
  }
}
