/// Which of Google's services answers; what one of them signed the others refuse.
package enum UpstreamKind: String, Sendable, CaseIterable {
  case codeAssist = "code_assist"
  case aiStudio = "ai_studio"
  case vertexAI = "vertex_ai"

  /// All there are, made once.
  package static let all = Set(allCases)
}
