internal import ArgumentParser
internal import GeminiProxy
internal import Translation
internal import Transport

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Looks at the configuration.", subcommands: [Check.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Validates the configuration and shows where each value came from.")

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
      let path = try await options.shared.path(or: options.config)
      let (loaded, exists): (LoadedConfiguration, Bool)
      do {
        (loaded, exists) = try await FileConfigurationStore.check(
          path: path, stateDirectory: options.shared.stateFolder, loader: options.shared.loader())
      } catch {
        Terminal.error("\(error)")
        throw ExitCode(2)
      }
      let promptProblem = await BlockingExecutor.shared.run { Self.promptProblem(loaded) }
      let problems = loaded.problems + [promptProblem].compactMap { $0 }
      let isValid = problems.allSatisfy { $0.severity != .error }
      if json {
        Terminal.print(Self.json(loaded, problems, path: path, exists: exists).line)
        guard isValid else { throw ExitCode(2) }
        return
      }
      let width = loaded.report.map { $0.key.rawValue.count }.max() ?? 0
      for line in loaded.report {
        let name = line.key.rawValue + String(repeating: " ", count: width - line.key.rawValue.count)
        let source = line.isRefused ? "default; \(line.source) is not valid" : "\(line.source)"
        let value = line.value.isEmpty ? (line.key.isList ? "(none)" : "\"\"") : line.value
        Terminal.print("\(name)  \(value)  [\(source)]")
      }
      let accounts = loaded.accounts.isEmpty ? ["(none)"] : loaded.accounts
      Terminal.print("\nAccounts:\n" + accounts.map { "  " + $0 }.joined(separator: "\n"))
      if !exists { Terminal.print("\n\(path) does not exist; the first start creates it.") }
      if !problems.isEmpty { Terminal.print("") }
      for problem in problems { Terminal.print("\(problem)") }
      guard isValid else {
        Terminal.error(exists ? "\(path) is not valid." : "These settings are not valid.")
        throw ExitCode(2)
      }
      Terminal.print("\n\(exists ? "\(path) is" : "These settings are") valid.")
    }

    /// For programs: the file, every key with its value and source, the accounts, and what is wrong.
    private static func json(
      _ loaded: LoadedConfiguration, _ problems: [ConfigurationProblem], path: String, exists: Bool
    ) -> JSONValue {
      let values = loaded.report.map { line -> JSONValue in
        .object([
          "key": .text(line.key.rawValue), "value": .text(line.value), "source": .text("\(line.source)"),
          "valid": .bool(!line.isRefused),
        ])
      }
      let wrong = problems.map { problem -> JSONValue in
        .object([
          "severity": .text("\(problem.severity)"), "key": .text(problem.key), "message": .text(problem.message),
          "source": .text("\(problem.source)"),
        ])
      }
      let isValid = problems.allSatisfy { $0.severity != .error }
      return .object([
        "path": .text(path), "exists": .bool(exists), "valid": .bool(isValid), "values": .array(values),
        "accounts": .texts(loaded.accounts), "problems": .array(wrong),
      ])
    }

    /// Why the system prompt cannot be read, which blocks; nil where it can, or where none is configured.
    private static func promptProblem(_ loaded: LoadedConfiguration) -> ConfigurationProblem? {
      do {
        _ = try SystemPromptFile.prompt(of: loaded.configuration)
        return nil
      } catch {
        let source = loaded.provenance[.systemPromptFile] ?? .file
        return ConfigurationProblem(.error, key: "system_prompt_file", "cannot be used: \(error)", source: source)
      }
    }
  }
}

extension ConfigurationKey {
  /// Whether its value is a list: of an empty one `config check` has no text.
  fileprivate var isList: Bool {
    switch self {
    case .apiKeys, .accounts, .proxyURLs, .modelAliases, .modelFallbacks, .corsOrigins, .allowedHosts, .trustedProxies:
      true
    default: false
    }
  }
}
