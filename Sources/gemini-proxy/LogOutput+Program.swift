internal import GeminiProxy
internal import Logging
internal import Server

extension LogOutput {
  /// Standard error, as the configuration wants it.
  convenience init(_ configuration: ProxyConfiguration) {
    self.init(
      descriptor: 2, format: configuration.logFormat == .json ? .json : .text,
      level: Self.level(configuration))
  }

  /// The least severity that the configuration wants logged.
  static func level(_ configuration: ProxyConfiguration) -> Logger.Level {
    Logger.Level(rawValue: configuration.logLevel.rawValue) ?? .info
  }

  /// Runs `body` with a logger and returns, or throws, when its last line is written.
  func flushing(_ body: (Logger) async throws -> Void) async throws {
    do {
      try await body(logger(label: "gemini-proxy"))
    } catch {
      await flush()
      throw error
    }
    await flush()
  }
}
