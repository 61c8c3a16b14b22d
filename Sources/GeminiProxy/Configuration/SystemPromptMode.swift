/// What becomes of a client's system prompt when a system prompt file is set.
public enum SystemPromptMode: String, Sendable, CaseIterable {
  case overwrite
  case append
}
