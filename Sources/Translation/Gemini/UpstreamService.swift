/// One of Google's services as an account uses it: the kind, and what its addresses and envelopes need.
package enum UpstreamService: Sendable, Hashable {
  /// Gemini Code Assist; a project that is not known is left out.
  case codeAssist(project: String?)
  /// The Gemini API.
  case aiStudio
  case vertex(project: String, location: String)
  /// Vertex AI with an API key alone, which tells Google the project.
  case vertexExpress

  package var kind: UpstreamKind {
    switch self {
    case .codeAssist: .codeAssist
    case .aiStudio: .aiStudio
    case .vertex, .vertexExpress: .vertexAI
    }
  }

  /// Google's address of the service: scheme and host.
  ///
  /// Regions, multi-regions and `global` have hosts of different forms
  /// (https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations).
  package var endpoint: String {
    switch self {
    case .codeAssist: "https://cloudcode-pa.googleapis.com"
    case .aiStudio: "https://generativelanguage.googleapis.com"
    case .vertexExpress, .vertex(_, "global"): "https://aiplatform.googleapis.com"
    case .vertex(_, let location) where location == "us" || location == "eu":
      "https://aiplatform.\(location).rep.googleapis.com"
    case .vertex(_, let location): "https://\(location)-aiplatform.googleapis.com"
    }
  }
}
