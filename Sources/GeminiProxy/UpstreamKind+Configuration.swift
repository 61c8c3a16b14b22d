package import Translation

extension UpstreamKind {
  package init(_ mode: APIMode) {
    switch mode {
    case .codeAssist: self = .codeAssist
    case .aiStudio: self = .aiStudio
    case .vertexAI: self = .vertexAI
    }
  }
}
