internal import ArgumentParser
internal import FoundationEssentials
internal import GeminiProxy
internal import Transport

extension ConnectionFacts {
  /// How the proxy of a configuration is reached; where that cannot be known, says what to name and exits with 1.
  ///
  /// `word` is the configuration file as a bare argument; `url` and `key` replace what it says.
  static func read(
    _ options: SharedOptions, _ word: String?, url: String?, key: String?, model: String?
  ) async throws -> ConnectionFacts {
    let configuration = try await ConfigurationReading.load(options, word)
    let path = try await options.path(or: word)
    let isSet = key != nil || ProcessInfo.processInfo.environment["GEMINI_API_KEYS"] != nil
    let isKnown = if isSet { true } else { await BlockingExecutor.fileExists(path) }
    guard isKnown else {
      Terminal.error("there is no \(path) yet: start gemini-proxy once, or name the configuration file")
      throw ExitCode(1)
    }
    do {
      return try ConnectionFacts(configuration, url: url, key: key, model: model)
    } catch {
      switch error {
      case .unixSocket: Terminal.error("the proxy listens on a socket of its own; say with --url how clients reach it")
      case .anyPort: Terminal.error("the proxy's port is chosen when it starts; say with --url which it is")
      case .hashedKeys: Terminal.error("the configuration holds only digests of its keys; name the key with --key")
      }
      throw ExitCode(1)
    }
  }
}
