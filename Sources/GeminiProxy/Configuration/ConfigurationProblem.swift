/// Something about one key that the operator should know.
public struct ConfigurationProblem: Error, Sendable, Hashable {
  /// How bad it is.
  public enum Severity: Sendable, Hashable {
    /// The program does not start with it.
    case error
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// The key, with its path inside the value: `accounts[1].priority`; empty for the file as a whole.
  public var key: String
  /// What is wrong and what would be right, without secrets.
  public var message: String
  /// Where the value came from.
  public var source: ConfigurationSource

  package init(_ severity: Severity, key: String, _ message: String, source: ConfigurationSource = .file) {
    self.severity = severity
    self.key = key
    self.message = message
    self.source = source
  }
}

extension ConfigurationProblem: CustomStringConvertible {
  /// `error: port (environment GEMINI_PORT): found "x", allowed: …`.
  public var description: String {
    let place = source == .file || source == .standard ? "" : " (\(source))"
    return "\(severity == .error ? "error" : "warning"): \(key)\(place)\(key.isEmpty ? "" : ": ")\(message)"
  }
}
