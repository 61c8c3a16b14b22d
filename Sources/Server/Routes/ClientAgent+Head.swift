internal import Translation

extension ClientAgent {
  /// Nil for a client that is like any other.
  init?(_ head: HTTPRequestHead) {
    let isCodex = ["originator", "user-agent"].contains { name in
      head.fields.first(name)?.prefix(5).lowercased() == "codex"
    }
    guard isCodex else { return nil }
    self = .codex
  }
}
