internal import Translation

/// A request that discovery asks for.
package enum DiscoveryRequest: Sendable, Hashable {
  case lookUpProject(number: String)
  case load(project: String)
  case onboard(tier: String, project: String)
  /// The name of a long-running operation, already checked.
  case poll(operation: String)

  /// The address below the endpoints.
  func url(_ endpoints: GoogleEndpoints) -> String {
    let base = endpoints.codeAssist + "/v1internal"
    return switch self {
    case .lookUpProject(let number): endpoints.resourceManager + "/v1/projects/" + number
    case .load: base + ":loadCodeAssist"
    case .onboard: base + ":onboardUser"
    case .poll(let operation): base + "/" + operation
    }
  }

  /// The JSON to send; nil for a `GET`.
  var body: [UInt8]? {
    switch self {
    case .lookUpProject, .poll: return nil
    case .load(let project):
      var output: [UInt8] = []
      output.append(literal: "{")
      Self.appendProject(project, to: &output)
      Self.appendMetadata(project, to: &output)
      return output
    case .onboard(let tier, let project):
      var output: [UInt8] = []
      output.append(literal: "{\"tierId\":")
      JSONWriter.string(tier, into: &output)
      output.append(literal: ",")
      Self.appendProject(project, to: &output)
      Self.appendMetadata(project, to: &output)
      return output
    }
  }

  /// An unknown project is left out: an empty one would be refused.
  private static func appendProject(_ project: String, to output: inout [UInt8]) {
    guard !project.isEmpty else { return }
    output.append(literal: "\"cloudaicompanionProject\":")
    JSONWriter.string(project, into: &output)
    output.append(literal: ",")
  }

  private static func appendMetadata(_ project: String, to output: inout [UInt8]) {
    output.append(
      literal:
        "\"metadata\":{\"ideType\":\"IDE_UNSPECIFIED\",\"platform\":\"PLATFORM_UNSPECIFIED\",\"pluginType\":\"GEMINI\"")
    if !project.isEmpty {
      output.append(literal: ",\"duetProject\":")
      JSONWriter.string(project, into: &output)
    }
    output.append(literal: "}}")
  }
}
