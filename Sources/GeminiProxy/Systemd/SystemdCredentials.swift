/// The credentials that a service manager hands over (systemd.exec(5), `LoadCredential`): files named as the keys are.
package enum SystemdCredentials {
  /// The keys that may come this way: those that hold secrets an operator has from elsewhere.
  package static let keys: [ConfigurationKey] = [.upstreamAPIKey, .serviceAccountFile, .apiKeys]
  private static let maximumBytes = 64 << 10

  /// What is found in the folder that `CREDENTIALS_DIRECTORY` names, as text.
  package static func read(environment: [String: String]) -> [ConfigurationKey: String] {
    guard let folder = environment["CREDENTIALS_DIRECTORY"], folder.hasPrefix("/") else { return [:] }
    var found: [ConfigurationKey: String] = [:]
    for key in keys {
      let path = "\(folder)/\(key.rawValue)"
      guard let text = text(at: path) else { continue }
      switch key {
      case .serviceAccountFile: found[key] = path
      case .apiKeys: found[key] = list(text)
      default: found[key] = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      }
    }
    return found
  }

  /// Keys stand one a line or between commas.
  private static func list(_ text: String) -> String {
    text.split { $0.isNewline || $0 == "," }.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: ",")
  }

  private static func text(at path: String) -> String? {
    guard case .success(let bytes) = StateFileSystem.read(path, limit: maximumBytes) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
