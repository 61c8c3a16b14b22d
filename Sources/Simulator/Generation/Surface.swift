internal import Translation

/// The three services that generate: same model, other wrappings.
enum Surface: String, Sendable {
  case codeAssist, aiStudio, vertex

  /// What stands before a field's path in an error.
  var pathPrefix: String { self == .codeAssist ? "request." : "" }

  var service: String {
    switch self {
    case .codeAssist: "cloudcode-pa.googleapis.com"
    case .aiStudio: "generativelanguage.googleapis.com"
    case .vertex: "aiplatform.googleapis.com"
    }
  }

  var kind: UpstreamKind {
    switch self {
    case .codeAssist: .codeAssist
    case .aiStudio: .aiStudio
    case .vertex: .vertexAI
    }
  }
}
