/// A file of a client's, and what belongs into it.
package struct ClientFile: Sendable {
  package enum Settings: Sendable {
    case json(JSONSettings)
    case toml(TOMLSettings)
    case yaml(YAMLSettings)
  }

  /// Below the user's home, or below the folder that `variable` names.
  package let path: String
  /// The environment variable by which the client is told to look elsewhere, and the part of `path` it replaces.
  package let variable: (name: String, replaces: String)?
  package let settings: Settings

  package init(path: String, variable: (name: String, replaces: String)? = nil, settings: Settings) {
    self.path = path
    self.variable = variable
    self.settings = settings
  }

  /// Where it is for a user with this environment; nil without a home.
  package func location(in environment: [String: String]) -> String? {
    if let variable, let folder = environment[variable.name], folder.hasPrefix("/") {
      return folder + path.dropFirst(variable.replaces.utf8.count)
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/\(path)"
  }

  /// The text with the settings in it; an empty one stands for no file.
  package func merged(into text: [UInt8]) throws(SettingsConflict) -> [UInt8] {
    switch settings {
    case .json(let settings): try settings.merged(into: text)
    case .toml(let settings): try settings.merged(into: text)
    case .yaml(let settings): try settings.merged(into: text)
    }
  }

  /// The settings alone, to be pasted.
  package var text: String {
    // Into nothing everything can be merged.
    String(decoding: (try? merged(into: [])) ?? [], as: UTF8.self)
  }
}
