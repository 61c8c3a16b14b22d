internal import ArgumentParser
internal import FoundationEssentials
internal import GeminiProxy
internal import OAuth
internal import Translation
internal import Transport

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes over the sign-in of an installed Gemini CLI.",
    discussion: "One word is the configuration file, two are that and the file to take over.")

  private static let longestFile = 64 * 1024

  @Argument(help: ArgumentHelp("The configuration file, then the file to take over.", valueName: "config-and-file"))
  var words: [String] = []

  @Option(help: "The file to take over; ~/.gemini/oauth_creds.json by default.")
  var from: String?

  @OptionGroup var shared: SharedOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard words.count + (from == nil ? 0 : 1) <= 2 else {
      throw ValidationError("Name one configuration file and one file to take over at most.")
    }
  }

  func run() async throws {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
    let file = from ?? words.dropFirst().first ?? home + "/.gemini/oauth_creds.json"
    guard let data = await BlockingExecutor.files({ FileManager.default.contents(atPath: file) }) else {
      Terminal.error("\(file) cannot be read. Name another file with --from, or sign in with \"gemini-proxy login\".")
      throw ExitCode(1)
    }
    guard data.count <= Self.longestFile, let token = OAuthToken(json: Array(data)), !token.refreshToken.isEmpty else {
      Terminal.error("\(file) holds no OAuth token with a refresh_token. Sign in with \"gemini-proxy login\".")
      throw ExitCode(1)
    }
    let store = try await shared.openStore(words.first)
    if !store.current.configuration.oauthClient.isBuiltIn {
      Terminal.note("such a token works with the built-in OAuth client only, and oauth_client_id names another.")
    }
    let place = await store.record { [.token(token, account: SignInService.defaultAccount)] }
    switch place {
    case .file(let path), .state(let path):
      let facts: JSONValue = .object([
        "account": .text(SignInService.defaultAccount), "from": .text(file), "place": .text(path),
      ])
      Terminal.print(json ? facts.line : "✅ The sign-in of \(file) is now in \(path).")
    case .memory(let reason):
      Terminal.error("The token cannot be stored: \(reason). Make the configuration writable, or name --state-dir.")
      throw ExitCode(73)
    }
  }
}
