internal import Glibc
internal import Logging
package import Translation
internal import Transport

/// The system prompt in a file, read again when the file changes. Requests only copy what is in memory.
package final class SystemPromptFile: Sendable {
  /// What tells one state of a file from the next without reading it.
  private struct Stamp: Equatable {
    let device: UInt
    let inode: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  private struct State {
    var prompt: SystemPrompt
    var stamp: Stamp?
    /// Whether the last look failed, so that it is told once.
    var isBroken = false
  }

  private static let interval = Duration.seconds(1)
  private static let maximumBytes = 1 << 20

  private let path: String
  private let state: Lock<State>
  private let logger: Logger

  /// Nil where none is configured. Throws where the file cannot be read: an operator who sets rules wants them kept.
  static func open(
    _ configuration: ProxyConfiguration, logger: Logger
  ) async throws(ProxyStartError) -> SystemPromptFile? {
    let path = configuration.systemPromptFile
    guard !path.isEmpty else { return nil }
    let result = await BlockingExecutor.shared.run { (stamp: stamp(of: path), text: read(path)) }
    switch result.text {
    case .success(let text):
      let prompt = SystemPrompt(text: text, mode: configuration.systemPromptMode == .append ? .append : .overwrite)
      return SystemPromptFile(path: path, State(prompt: prompt, stamp: result.stamp), logger)
    case .failure(let failure): throw .configuration("system_prompt_file cannot be used: \(failure)")
    }
  }

  /// The prompt of a configuration, read once. Blocks.
  package static func prompt(of configuration: ProxyConfiguration) throws -> SystemPrompt? {
    guard !configuration.systemPromptFile.isEmpty else { return nil }
    return SystemPrompt(
      text: try read(configuration.systemPromptFile).get(),
      mode: configuration.systemPromptMode == .append ? .append : .overwrite)
  }

  private init(path: String, _ state: State, _ logger: Logger) {
    self.path = path
    self.state = Lock(state)
    self.logger = logger
  }

  /// The prompt as last read.
  package var current: SystemPrompt { state.withLock { $0.prompt } }

  /// Looks at the file from time to time, until the task is cancelled.
  func watch() async {
    while (try? await Task.sleep(for: Self.interval)) != nil { await look() }
  }

  /// Reads the file if it has changed; where that fails, the prompt in use stays.
  func look() async {
    let known = state.withLock { $0.stamp }
    let path = path
    let found = await BlockingExecutor.shared.run { () -> (stamp: Stamp?, text: Result<String, SystemFailure>)? in
      let stamp = Self.stamp(of: path)
      return stamp == known && stamp != nil ? nil : (stamp, Self.read(path))
    }
    guard let found else { return }
    switch found.text {
    case .success(let text):
      state.withLock { state in
        state.prompt = SystemPrompt(text: text, mode: state.prompt.mode)
        state.stamp = found.stamp
        state.isBroken = false
      }
      logger.info("system_prompt_file was read again")
    case .failure(let failure):
      let isNews = state.withLock { state in
        defer { state.isBroken = true }
        return !state.isBroken
      }
      if isNews { logger.warning("system_prompt_file cannot be read, the earlier prompt stays: \(failure)") }
    }
  }

  private static func stamp(of path: String) -> Stamp? {
    StateFileSystem.status(path).map {
      Stamp(
        device: UInt($0.st_dev), inode: UInt($0.st_ino), size: Int($0.st_size), seconds: $0.st_mtim.tv_sec,
        nanoseconds: $0.st_mtim.tv_nsec)
    }
  }

  private static func read(_ path: String) -> Result<String, SystemFailure> {
    StateFileSystem.read(path, limit: maximumBytes).flatMap { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return .failure(SystemFailure("read \(path) as UTF-8", code: EILSEQ))
      }
      let trimmed = text.drop { $0 == "\u{FEFF}" }
      return .success(String(trimmed))
    }
  }
}
