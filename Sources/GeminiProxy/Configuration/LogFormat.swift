/// How a log line looks.
public enum LogFormat: String, Sendable, CaseIterable {
  case text
  case json
}
