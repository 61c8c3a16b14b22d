internal import ArgumentParser
internal import Translation

extension GeminiProxyCommand {
  /// Tells a program that asked for JSON of a failure in JSON too, unless it has its answer already.
  ///
  /// The arguments are asked and not the command: there is none where they were mistyped.
  static func answerInJSON(_ error: any Error) {
    let code = exitCode(for: error)
    let isWanted = CommandLine.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")
    guard isWanted, !code.isSuccess, !Terminal.hasPrinted else { return }
    let words = Terminal.errors.isEmpty ? message(for: error) : Terminal.errors.joined(separator: "\n")
    let failure = JSONValue.object(["message": .text(words), "exit_code": .count(Int(code.rawValue))])
    Terminal.print(JSONValue.object(["error": failure]).line)
  }
}
