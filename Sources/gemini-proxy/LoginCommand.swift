internal import ArgumentParser
internal import GeminiProxy
internal import Logging
internal import OAuth
internal import Server

struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Signs in with Google without serving.",
    discussion: """
      Opens the browser where there is one. Otherwise open the link on any device, and paste the address it ends on, or \
      the code in it.
      """)

  @OptionGroup var options: ConfigurationOptions

  @Flag(help: "Print the link and wait for a pasted code or address; open no browser.")
  var noBrowser = false

  @Option(help: "The account; a new name adds one.")
  var account: String?

  @Option(help: "Seconds to wait.")
  var timeout = 600

  func validate() throws {
    guard (1...3600).contains(timeout) else { throw ValidationError("--timeout takes a number from 1 to 3600.") }
    if let account, !Login.isName(account) {
      throw ValidationError("--account takes letters, digits and ._~-, at most 64.")
    }
  }

  func run() async throws {
    let store = try await options.openStore()
    let output = LogOutput(store.current.configuration)
    output.level = .error
    try await output.flushing { logger in
      let session: SignInSession
      do throws(ProxyStartError) {
        session = try await SignInSession(
          configuration: store.current.configuration, store: store, logger: logger)
      } catch {
        throw StartFailure.exit(error, store.current.configuration)
      }
      let login = Login(session: session, account: account, mayOpenBrowser: !noBrowser, seconds: timeout)
      try await login.run()
    }
  }
}
