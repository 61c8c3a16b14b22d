internal import ArgumentParser
internal import FoundationEssentials
internal import GeminiProxy
internal import Transport

/// What every subcommand takes.
struct SharedOptions: ParsableArguments {
  @Option(name: .customLong("config"), help: "The configuration file; ./config.json by default.")
  var path: String?

  @Option(help: "Where learned values go if the configuration file cannot be written.")
  var stateDir: String?

  @Option(help: "How log lines look: text or json.", completion: .list(["text", "json"]), transform: Self.format)
  var logFormat: LogFormat?

  private static func format(_ text: String) throws -> LogFormat {
    guard let format = LogFormat(rawValue: text) else { throw ValidationError("--log-format takes text or json.") }
    return format
  }

  /// `word` is the configuration file as a bare argument.
  func path(or word: String?) async throws -> String {
    if let path, let word, path != word {
      throw ValidationError("Two configuration files are named: \(path) and \(word).")
    }
    if let word, !word.contains("/"), !word.contains(".") {
      guard await BlockingExecutor.fileExists(word) else { throw ValidationError(Self.notACommand(word)) }
    }
    return path ?? word ?? "config.json"
  }

  /// What to say of a bare word that is neither a command nor a file: far more often mistyped than meant as a new file.
  private static func notACommand(_ word: String) -> String {
    let names = GeminiProxyCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    let hint = NearestName.of(word, among: names).map { " Did you mean \"gemini-proxy \($0)\"?" } ?? ""
    return "There is no command and no file called \"\(word)\".\(hint) For a new configuration file write ./\(word)"
  }

  func loader() async -> ConfigurationLoader {
    await BlockingExecutor.files { [logFormat] () -> ConfigurationLoader in
      var overrides: [ConfigurationKey: String] = [:]
      if let logFormat { overrides[.logFormat] = logFormat.rawValue }
      let environment = ProcessInfo.processInfo.environment
      var loader = ConfigurationLoader(environment: environment, overrides: overrides, limits: .current())
      let credentials = SystemdCredentials(environment: environment)
      for problem in credentials.problems { Terminal.error(problem) }
      loader.credentials = credentials.values
      return loader
    }
  }

  var stateFolder: String? { stateDir ?? ProcessInfo.processInfo.environment["STATE_DIRECTORY"] }

  /// The configuration, created where there is none; what keeps the program from starting becomes an exit code.
  func openStore(_ word: String?) async throws -> FileConfigurationStore {
    let files = ConfigurationFiles(path: try await path(or: word), stateFolder: stateFolder, loader: await loader())
    return try await openStore(files)
  }

  /// `found` is what has just been loaded from the files, where somebody looked at it first.
  func openStore(
    _ files: ConfigurationFiles, found: (loaded: LoadedConfiguration, exists: Bool)? = nil
  ) async throws -> FileConfigurationStore {
    do {
      return try await FileConfigurationStore.open(files, found: found)
    } catch {
      Terminal.error("\(error)")
      if case .unwritable = error { throw ExitCode(73) }
      throw ExitCode(2)
    }
  }
}

/// A configuration file as a bare argument, beside what every subcommand takes.
struct ConfigurationOptions: ParsableArguments {
  @Argument(help: "The configuration file; ./config.json by default.")
  var config: String?

  @OptionGroup var shared: SharedOptions

  func openStore() async throws -> FileConfigurationStore { try await shared.openStore(config) }

  /// The configuration where there is a file; nil where there is none, and none is made.
  func openStoreIfThere() async throws -> FileConfigurationStore? {
    let path = try await shared.path(or: config)
    guard await BlockingExecutor.fileExists(path) else { return nil }
    return try await openStore()
  }
}
