/// A program that `connect` knows how to set up.
package enum ConnectedClient: String, CaseIterable, Sendable {
  case cherryStudio = "cherry-studio"
  case openWebUI = "open-webui"
  case claudeCode = "claude-code"
  case codex
  case cline
  case `continue`
  case zed
  case aider
  case ollama

  /// As its makers write it.
  package var title: String {
    switch self {
    case .cherryStudio: "Cherry Studio"
    case .openWebUI: "Open WebUI"
    case .claudeCode: "Claude Code"
    case .codex: "Codex CLI"
    case .cline: "Cline"
    case .continue: "Continue"
    case .zed: "Zed"
    case .aider: "aider"
    case .ollama: "clients that speak to Ollama"
    }
  }
}
