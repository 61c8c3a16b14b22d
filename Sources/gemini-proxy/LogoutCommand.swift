internal import ArgumentParser
internal import GeminiProxy
internal import Logging
internal import OAuth
internal import Server
internal import Translation
internal import Transport

struct LogoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Revokes the sign-in at Google and forgets the token.")

  @OptionGroup var options: ConfigurationOptions

  @Option(help: "The account.")
  var account = SignInService.defaultAccount

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let path = try await options.shared.path(or: options.config)
    if await !BlockingExecutor.fileExists(path) {
      let known = try await ConfigurationReading.load(options.shared, options.config).storedAccounts
      guard known.contains(where: { $0.token != nil }) else {
        return tell("Nobody is signed in: \(path) does not exist.", isForgotten: false)
      }
    }
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
        // One that another learned token stands in for is to be gone as well.
        if await TokenRemains.inFile(store, account) {
          await store.record { [account] in [.token(nil, account: account)] }
          try refuse(await TokenRemains.place(store, account))
        }
        return tell("\(account) is not signed in.", isForgotten: false)
      }
      Terminal.progress("Telling Google that the sign-in ends …")
      let failure = await withTaskGroup(of: Void.self) { group in
        group.addTask { await session.run() }
        defer { group.cancelAll() }
        return await session.signIn.signOut(known)
      }
      Terminal.progress("")
      let place = await TokenRemains.place(store, account)
      // For programs what failed is the answer.
      if place == nil, failure == nil || !json {
        tell("The token of \(account) is forgotten here.", isForgotten: true)
      }
      if let failure {
        Terminal.error("Google could not be told (\(failure)). End it at https://myaccount.google.com/connections.")
      } else if place != nil, !json {
        Terminal.print("Google has ended the sign-in of \(account).")
      }
      try refuse(place)
      guard failure == nil else { throw ExitCode(1) }
    }
  }

  /// In words, or for programs.
  private func tell(_ words: String, isForgotten: Bool) {
    let facts: JSONValue = .object(["account": .text(account), "forgotten": .bool(isForgotten)])
    Terminal.print(json ? facts.line : words)
  }

  /// Exits where the token still stands somewhere.
  private func refuse(_ place: String?) throws {
    guard let place else { return }
    Terminal.error("The token of \(account) is not forgotten: \(place)")
    throw ExitCode(73)
  }
}

/// Where a token stands after it was to be forgotten.
private enum TokenRemains {
  /// The place and what to do about it; nil where the token is gone.
  static func place(_ store: FileConfigurationStore, _ account: String) async -> String? {
    if await inFile(store, account) {
      return
        "it stands in \(store.path), which cannot be written. Make it writable and log out again, or remove it by hand."
    }
    let current = store.current
    if holds(current.configuration, account) {
      let sources = [ConfigurationKey.tokenFile, .accounts].compactMap { current.provenance[$0] }
      let source = sources.first { $0 != .file && $0 != .state && $0 != .standard } ?? .state
      return "it stands in another place (\(source)). Remove it there."
    }
    guard case .memory(let reason) = store.lastPlace else { return nil }
    return "nothing can be written (\(reason)). Make the configuration writable, or name --state-dir."
  }

  /// Whether the configuration file itself has one, whatever counts more.
  static func inFile(_ store: FileConfigurationStore, _ account: String) async -> Bool {
    let path = store.path
    let text = await BlockingExecutor.files { () -> [UInt8]? in (try? StateFile(path: path).read()) ?? nil }
    guard let text else { return false }
    return holds(ConfigurationLoader().load(file: text).configuration, account)
  }

  private static func holds(_ configuration: ProxyConfiguration, _ account: String) -> Bool {
    configuration.storedAccounts.contains { $0.name == account && $0.token != nil }
  }
}
