/// A configuration with everything worth saying about where it came from.
public struct LoadedConfiguration: Sendable {
  /// The values themselves.
  public internal(set) var configuration: ProxyConfiguration
  /// Where the value of each key came from.
  public internal(set) var provenance: [ConfigurationKey: ConfigurationSource]
  /// Errors and warnings, in the order of the keys.
  public internal(set) var problems: [ConfigurationProblem]
  /// Keys that no layer sets and that the program makes up itself, once.
  package var missing: Set<ConfigurationKey>

  /// The problems that keep the program from starting.
  public var errors: [ConfigurationProblem] { problems.filter { $0.severity == .error } }
  /// The problems it starts with.
  public var warnings: [ConfigurationProblem] { problems.filter { $0.severity == .warning } }
}
