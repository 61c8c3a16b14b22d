internal import FoundationEssentials

/// The languages that the terminal is spoken to in.
enum TerminalLanguage {
  case english, chinese

  /// What `LC_ALL`, else `LC_MESSAGES`, else `LANG` asks for.
  init(environment: [String: String]) {
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self = name.lowercased().hasPrefix("zh") ? .chinese : .english
  }

  static var current: TerminalLanguage { TerminalLanguage(environment: ProcessInfo.processInfo.environment) }

  /// The text in this language.
  func callAsFunction(_ english: String, _ chinese: String) -> String { self == .english ? english : chinese }
}
