/// Where learned values were stored.
public enum ConfigurationPlace: Sendable, Hashable {
  case file(String)
  /// `state.json`, because the configuration file cannot be written.
  case state(String)
  /// Nowhere on disk: they are lost when the process ends. The reason in words.
  case memory(String)
}

extension ConfigurationPlace {
  /// What to say about it at start-up; nil where all is as usual.
  package var warning: String? {
    switch self {
    case .file: nil
    case .state(let path): "The configuration file cannot be written; what is learned goes to \(path)."
    case .memory(let reason):
      """
      Nothing can be written (\(reason)): the sign-in, the project and a generated key will be lost when this process \
      ends. Make the configuration file writable, or name a folder with --state-dir.
      """
    }
  }
}
