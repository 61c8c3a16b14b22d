internal import ArgumentParser
internal import GeminiProxy

/// Loads a configuration for a command that changes nothing: the file is neither created nor completed.
enum ConfigurationReading {
  /// What is set where there is no file: the defaults and the environment. Exits with 2 where the file is invalid.
  ///
  /// `word` is the configuration file as a bare argument.
  static func load(_ options: SharedOptions, _ word: String?) async throws -> ProxyConfiguration {
    let path = try await options.path(or: word)
    let loaded: LoadedConfiguration
    do {
      (loaded, _) = try await FileConfigurationStore.check(
        path: path, stateDirectory: options.stateFolder, loader: options.loader())
    } catch {
      Terminal.error("\(error)")
      throw ExitCode(2)
    }
    guard loaded.errors.isEmpty else {
      for problem in loaded.errors { Terminal.error("\(path): \(problem)") }
      throw ExitCode(2)
    }
    return loaded.configuration
  }
}
