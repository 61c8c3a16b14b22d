internal import Glibc

/// The credentials that a service manager hands over (systemd.exec(5), `LoadCredential`): files named as the keys are.
package struct SystemdCredentials: Sendable {
  /// What was found, as text.
  package private(set) var values: [ConfigurationKey: String] = [:]
  /// Why what is there is not used, a line each.
  package private(set) var problems: [String] = []

  /// The keys that may come this way: those that hold secrets an operator has from elsewhere.
  package static let keys: [ConfigurationKey] = [.upstreamAPIKey, .serviceAccountFile, .apiKeys]
  private static let maximumBytes = 64 << 10

  /// Looks into the folder that `CREDENTIALS_DIRECTORY` names.
  package init(environment: [String: String]) {
    guard let folder = environment["CREDENTIALS_DIRECTORY"], folder.hasPrefix("/") else { return }
    for key in Self.keys {
      let path = "\(folder)/\(key.rawValue)"
      switch StateFileSystem.read(path, limit: Self.maximumBytes) {
      case .success(let bytes):
        guard let text = String(validating: bytes, as: UTF8.self) else {
          problems.append("the credential \(key.rawValue) is not text and is not used")
          continue
        }
        values[key] = Self.value(of: key, text, path)
      case .failure(let failure) where failure.code == ENOENT: continue
      case .failure(let failure): problems.append("the credential \(key.rawValue) is not used: \(failure)")
      }
    }
  }

  private static func value(of key: ConfigurationKey, _ text: String, _ path: String) -> String {
    switch key {
    case .serviceAccountFile: path
    case .apiKeys: list(text)
    default: text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    }
  }

  /// Keys stand one a line or between commas.
  private static func list(_ text: String) -> String {
    text.split { $0.isNewline || $0 == "," }.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: ",")
  }
}
