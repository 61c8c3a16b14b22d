internal import ArgumentParser
internal import GeminiProxy
internal import Glibc
internal import Transport

@main
struct GeminiProxyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gemini-proxy",
    abstract: "Answers OpenAI, Anthropic, Gemini and Ollama clients with Google's Gemini models.",
    discussion: "Try it without an account: gemini-proxy demo",
    version: GeminiProxy.version,
    subcommands: [
      ServeCommand.self, LoginCommand.self, LogoutCommand.self, ImportCommand.self, KeysCommand.self,
      ConfigCommand.self, AccountsCommand.self, ConnectCommand.self, ModelsCommand.self, TranslateCommand.self,
      DoctorCommand.self, AskCommand.self, DemoCommand.self,
    ],
    defaultSubcommand: ServeCommand.self
  )
}

extension GeminiProxyCommand {
  /// Does what the arguments say; a command whose output got lost has failed.
  static func main() async {
    do {
      try refuseUnknownTopic(Array(CommandLine.arguments.dropFirst()))
      var command = try await asyncParseAsRoot(nil)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      // A server does not fail by what it says.
      if !(command is ServeCommand) { try checkOutput() }
    } catch {
      answerInJSON(error)
      exit(withError: error)
    }
  }

  /// A reader that has gone away wants no more; everything else that keeps output back is a failure.
  private static func checkOutput() throws {
    let code = Terminal.outputFailure
    guard code != 0, code != EPIPE else { return }
    Terminal.error("standard output cannot be written: \(describeSystemError(code))")
    throw ExitCode(74)
  }

  /// Throws where help is wanted for what is no command: the parser would show that of the whole program.
  private static func refuseUnknownTopic(_ arguments: [String]) throws {
    guard arguments.first == "help" else { return }
    var command: any ParsableCommand.Type = Self.self
    for word in arguments.dropFirst() where !word.hasPrefix("-") {
      let known = command.configuration.subcommands
      // A command that has none below it ends the way.
      guard !known.isEmpty else { return }
      guard let next = known.first(where: { name(of: $0) == word }) else {
        let hint = NearestName.of(word, among: known.map(name)).map { " Did you mean \($0)?" } ?? ""
        throw ValidationError("There is no command \"\(word)\".\(hint)")
      }
      command = next
    }
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }
}
