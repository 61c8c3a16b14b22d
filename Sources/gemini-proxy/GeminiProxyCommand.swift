internal import ArgumentParser
internal import GeminiProxy

@main
struct GeminiProxyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gemini-proxy",
    abstract: "Answers OpenAI, Anthropic and Gemini clients with Google's Gemini models.",
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
