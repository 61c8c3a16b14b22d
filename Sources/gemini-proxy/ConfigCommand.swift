internal import ArgumentParser
internal import GeminiProxy

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Looks at the configuration.", subcommands: [Check.self])

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Validates the configuration and shows where each value came from.")

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
      let path = try options.shared.path(or: options.config)
      let (loaded, exists): (LoadedConfiguration, Bool)
      do {
        (loaded, exists) = try await FileConfigurationStore.check(
          path: path, stateDirectory: options.shared.stateFolder, loader: options.shared.loader)
      } catch {
        Terminal.error("\(error)")
        throw ExitCode(2)
      }
      let width = loaded.report.map { $0.key.rawValue.count }.max() ?? 0
      for line in loaded.report {
        let name = line.key.rawValue + String(repeating: " ", count: width - line.key.rawValue.count)
        let source = line.isRefused ? "default; \(line.source) is not valid" : "\(line.source)"
        Terminal.print("\(name)  \(line.value.isEmpty ? "\"\"" : line.value)  [\(source)]")
      }
      Terminal.print("\nAccounts:\n" + loaded.accounts.map { "  " + $0 }.joined(separator: "\n"))
      if !exists { Terminal.print("\n\(path) does not exist; the first start creates it.") }
      if !loaded.problems.isEmpty { Terminal.print("") }
      for problem in loaded.problems { Terminal.print("\(problem)") }
      guard loaded.errors.isEmpty else {
        Terminal.error(exists ? "\(path) is not valid." : "These settings are not valid.")
        throw ExitCode(2)
      }
      Terminal.print("\n\(exists ? "\(path) is" : "These settings are") valid.")
    }
  }
}
