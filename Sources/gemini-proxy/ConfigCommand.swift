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
      let path = try options.shared.path(or: options.config)
      let (loaded, exists): (LoadedConfiguration, Bool)
      do {
        (loaded, exists) = try await FileConfigurationStore.check(
          path: path, stateDirectory: options.shared.stateFolder, loader: options.shared.loader)
      } catch {
        Terminal.error("\(error)")
        throw ExitCode(2)
      }
      let promptProblem = await BlockingExecutor.shared.run { Self.promptProblem(loaded) }
      let problems = loaded.problems + [promptProblem].compactMap { $0 }
      let isValid = problems.allSatisfy { $0.severity != .error }
      if json {
        Terminal.print(String(decoding: Self.json(loaded, problems, path: path, exists: exists), as: UTF8.self))
        guard isValid else { throw ExitCode(2) }
        return
      }
      let width = loaded.report.map { $0.key.rawValue.count }.max() ?? 0
      for line in loaded.report {
        let name = line.key.rawValue + String(repeating: " ", count: width - line.key.rawValue.count)
        let source = line.isRefused ? "default; \(line.source) is not valid" : "\(line.source)"
        Terminal.print("\(name)  \(line.value.isEmpty ? "\"\"" : line.value)  [\(source)]")
      }
      Terminal.print("\nAccounts:\n" + loaded.accounts.map { "  " + $0 }.joined(separator: "\n"))
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
    ) -> [UInt8] {
      var output = Array("{\"path\":".utf8)
      JSONWriter.string(path, into: &output)
      let isValid = problems.allSatisfy { $0.severity != .error }
      output += Array(",\"exists\":\(exists),\"valid\":\(isValid),\"values\":[".utf8)
      for (position, line) in loaded.report.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        output += Array("{\"key\":\"\(line.key.rawValue)\",\"value\":".utf8)
        JSONWriter.string(line.value, into: &output)
        output += Array(",\"source\":".utf8)
        JSONWriter.string("\(line.source)", into: &output)
        output += Array(",\"valid\":\(!line.isRefused)}".utf8)
      }
      output += Array("],\"accounts\":".utf8)
      JSONWriter.strings(loaded.accounts, into: &output)
      output += Array(",\"problems\":[".utf8)
      for (position, problem) in problems.enumerated() {
        if position > 0 { output.append(UInt8(ascii: ",")) }
        output += Array("{\"severity\":\"\(problem.severity)\",\"key\":".utf8)
        JSONWriter.string(problem.key, into: &output)
        output += Array(",\"message\":".utf8)
        JSONWriter.string(problem.message, into: &output)
        output += Array(",\"source\":".utf8)
        JSONWriter.string("\(problem.source)", into: &output)
        output.append(UInt8(ascii: "}"))
      }
      output += Array("]}".utf8)
      return output
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
