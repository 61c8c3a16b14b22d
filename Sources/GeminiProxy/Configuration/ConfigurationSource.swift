/// Where the value of a key came from, strongest first.
public enum ConfigurationSource: Sendable, Hashable {
  case commandLine
  /// The variable's name.
  case environment(String)
  /// A credential that the service manager handed over; its name.
  case credential(String)
  /// The configuration file.
  case file
  /// What the program learned and could not store in the configuration file.
  case state
  case standard
}

extension ConfigurationSource: CustomStringConvertible {
  /// The source in words, as `config check` prints it.
  public var description: String {
    switch self {
    case .commandLine: "command line"
    case .environment(let name): "environment \(name)"
    case .credential(let name): "credential \(name)"
    case .file: "file"
    case .state: "state.json"
    case .standard: "default"
    }
  }
}
