internal import GeminiProxy

extension ConfigurationProblem {
  /// The problem for a log line, which names the severity itself.
  var logText: String {
    let text = description
    let word = severity == .error ? "error: " : "warning: "
    return text.hasPrefix(word) ? String(text.dropFirst(word.count)) : text
  }
}
