/// Why there is no configuration to work with, or why it could not be stored.
public enum ConfigurationError: Error, Sendable, Hashable {
  /// Exit code 2: what is wrong, warnings included.
  case invalid(path: String, [ConfigurationProblem])
  /// The file is there but cannot be read.
  case unreadable(path: String, reason: String)
  /// Exit code 73: nothing can be written and nothing is there to go on with.
  case unwritable(path: String, reason: String)
}

extension ConfigurationError: CustomStringConvertible {
  /// The error in words, one problem a line.
  public var description: String {
    switch self {
    case .invalid(let path, let problems):
      (["\(path) is not valid:"] + problems.map { "  \($0)" }).joined(separator: "\n")
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
    }
  }
}
