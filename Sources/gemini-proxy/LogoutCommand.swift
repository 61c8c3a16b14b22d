internal import ArgumentParser
internal import GeminiProxy
internal import Logging
internal import OAuth
internal import Server

struct LogoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Revokes the sign-in at Google and forgets the token.")

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "The account.")
  var account = SignInService.defaultAccount

  func run() async throws {
    let store = try await options.openStore()
    let output = LogOutput(store.current.configuration)
    output.level = .error
    try await output.flushing { logger in
      let session: SignInSession
      do throws(ProxyStartError) {
        session = try await SignInSession(configuration: store.current.configuration, store: store, logger: logger)
      } catch {
        throw StartFailure.exit(error, store.current.configuration)
      }
      guard let known = session.signIn.account(named: account) else {
        Terminal.error("There is no account named \(account).")
        throw ExitCode(1)
      }
      guard known.tokens.current != nil else {
        Terminal.print("\(account) is not signed in.")
        return
      }
      let failure = await withTaskGroup(of: Void.self) { group in
        group.addTask { await session.run() }
        defer { group.cancelAll() }
        return await session.signIn.signOut(known)
      }
      Terminal.print("The token of \(account) is forgotten here.")
      guard let failure else { return }
      Terminal.error("Google could not be told (\(failure)). End it at https://myaccount.google.com/connections.")
      throw ExitCode(1)
    }
  }
}
